package org.reachline.sessions.materials;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Kinds of files that are taken, told by their content: a name or a browser's word proves nothing.
 */
enum FileType {
  /** Portable Document Format. */
  PDF("application/pdf", "pdf"),
  /** Picture. */
  PNG("image/png", "png"),
  /** Photograph. */
  JPEG("image/jpeg", "jpg"),
  /** Slides. */
  PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
  /** Document. */
  DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
  /** Workbook. */
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
  /** Plain text in UTF-8, tables as CSV too. */
  TEXT("text/plain; charset=UTF-8", "txt");

  /** The kinds in words. */
  public static final String IN_WORDS =
      "PDF, PowerPoint, Word, Excel (without macros), PNG, JPEG or plain text";

  private static final byte[] PNG_MARK = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] JPEG_MARK = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] ZIP_MARK = {'P', 'K', 3, 4};
  private static final byte[] PDF_MARK = {'%', 'P', 'D', 'F', '-'};

  private final String contentType;
  private final String extension;

  FileType(String contentType, String extension) {
    this.contentType = contentType;
    this.extension = extension;
  }

  /** What browsers are told. */
  public String contentType() {
    return contentType;
  }

  /** The end of its name, without the dot. */
  public String extension() {
    return extension;
  }

  /** What the file is, or empty if it is none of the kinds that are taken. */
  public static Optional<FileType> of(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    if (startsWith(content, PDF_MARK)) {
      return Optional.of(PDF);
    }
    if (startsWith(content, PNG_MARK)) {
      return Optional.of(PNG);
    }
    if (startsWith(content, JPEG_MARK)) {
      return Optional.of(JPEG);
    }
    if (startsWith(content, ZIP_MARK)) {
      return office(file);
    }
    return isText(content) ? Optional.of(TEXT) : Optional.empty();
  }

  private static Optional<FileType> office(Path file) throws IOException {
    // The directory of the archive is read, never its content: a small archive may unpack to
    // gigabytes.
    try (ZipFile archive = new ZipFile(file.toFile())) {
      List<String> names = archive.stream().map(entry -> entry.getName()).toList();
      boolean macros = names.stream().anyMatch(name -> name.endsWith("vbaProject.bin"));
      if (macros || !names.contains("[Content_Types].xml")) {
        return Optional.empty();
      }
      if (names.contains("ppt/presentation.xml")) {
        return Optional.of(PPTX);
      }
      if (names.contains("word/document.xml")) {
        return Optional.of(DOCX);
      }
      return names.contains("xl/workbook.xml") ? Optional.of(XLSX) : Optional.empty();
    } catch (ZipException notAnArchive) {
      return Optional.empty();
    }
  }

  private static boolean isText(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      // A page of HTML is text too, but no browser is to take it for a page of ours: it is served
      // as plain text, like all of this kind.
      return text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t');
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean startsWith(byte[] content, byte[] mark) {
    return content.length >= mark.length
        && ByteBuffer.wrap(content, 0, mark.length).equals(ByteBuffer.wrap(mark));
  }
}
