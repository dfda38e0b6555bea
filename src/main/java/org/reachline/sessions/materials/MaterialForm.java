package org.reachline.sessions.materials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.reachline.base.Problems;
import org.reachline.sessions.RoomAddress;

/** What a host may add: a title with either a link or a file. */
class MaterialForm {
  /** What people read; empty: the file's name. */
  @RestForm public String title;

  /** Address of a link, or empty. */
  @RestForm public String url;

  /** A file, or none. */
  @RestForm public FileUpload file;

  /** The form as read; either url or type is null. */
  record Typed(String title, String url, Path file, String fileName, FileType type) {}

  Typed read(Problems problems) {
    boolean some = file != null && file.fileName() != null && !file.fileName().isBlank();
    return read(
        problems, title, url, some ? file.fileName() : null, some ? file.uploadedFile() : null);
  }

  /** Reads what was typed, with a file that lies at a path, or null. */
  static Typed read(Problems problems, String title, String url, String fileName, Path file) {
    String address = RoomAddress.read(problems, "url", url);
    boolean typedUrl = url != null && !url.isBlank();
    if (typedUrl == (file != null)) {
      problems.add("file", "Either a file or the address of a link, please.");
    }
    FileType type = file != null && !typedUrl ? type(problems, file) : null;
    String name = type == null ? null : name(fileName, type);
    String text = problems.optionalLine("title", title, 200);
    if (text == null && problems.of("title") == null && file == null) {
      problems.add("title", "Please fill this in: people read it in place of the address.");
    }
    return new Typed(text == null ? name : text, address, file, name, type);
  }

  private static FileType type(Problems problems, Path file) {
    try {
      long size = Files.size(file);
      if (size == 0) {
        problems.add("file", "This file is empty.");
        return null;
      }
      if (size > Material.MOST_BYTES) {
        problems.add("file", "This file is larger than 8 MB. Add it as a link.");
        return null;
      }
      Optional<FileType> type = FileType.of(file);
      if (type.isEmpty()) {
        problems.add(
            "file", "This file is none of those that are taken: " + FileType.IN_WORDS + ".");
      }
      return type.orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last part of the name, without what could mislead, with the ending of what it is. */
  static String name(String given, FileType type) {
    String last = given.replaceAll(".*[/\\\\]", "").replaceAll("[\\p{Cntrl}\"<>|:*?]", "").strip();
    boolean table = type == FileType.TEXT && last.toLowerCase(Locale.ROOT).endsWith(".csv");
    String stem = last.replaceAll("\\.[A-Za-z0-9]{1,5}$", "");
    stem = stem.isBlank() ? "file" : stem.substring(0, Math.min(stem.length(), 120));
    return stem + "." + (table ? "csv" : type.extension());
  }
}
