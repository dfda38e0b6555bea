package org.reachline.sessions.materials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.reachline.base.Problems;
import org.reachline.sessions.RoomAddress;

/** What a host may add: a title with either a link or a file. */
public class MaterialForm {
  /** What people read; empty: the file's name. */
  @RestForm public String title;

  /** Address of a link, or empty. */
  @RestForm public String url;

  /** A file, or none. */
  @RestForm public FileUpload file;

  /** The form as read; either url or type is null. */
  record Typed(String title, String url, FileUpload file, String fileName, FileType type) {}

  boolean hasFile() {
    return file != null && file.fileName() != null && !file.fileName().isBlank();
  }

  Typed read(Problems problems) {
    String address = RoomAddress.read(problems, "url", url);
    boolean typedUrl = url != null && !url.isBlank();
    if (typedUrl == hasFile()) {
      problems.add("file", "Either a file or the address of a link, please.");
    }
    FileType type = hasFile() && !typedUrl ? type(problems) : null;
    String name = type == null ? null : name(file.fileName(), type);
    String text = problems.optionalText("title", title, 200);
    if (text == null && problems.of("title") == null && !hasFile()) {
      problems.add("title", "Please fill this in: people read it in place of the address.");
    }
    return new Typed(text == null ? name : text, address, file, name, type);
  }

  private FileType type(Problems problems) {
    if (file.size() == 0) {
      problems.add("file", "This file is empty.");
      return null;
    }
    if (file.size() > Material.MOST_BYTES) {
      problems.add("file", "This file is larger than 8 MB. Add it as a link.");
      return null;
    }
    try {
      Optional<FileType> type = FileType.of(file.uploadedFile());
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
    boolean table =
        type == FileType.TEXT && last.toLowerCase(java.util.Locale.ROOT).endsWith(".csv");
    String stem = last.replaceAll("\\.[A-Za-z0-9]{1,5}$", "");
    stem = stem.isBlank() ? "file" : stem.substring(0, Math.min(stem.length(), 120));
    return stem + "." + (table ? "csv" : type.extension());
  }
}
