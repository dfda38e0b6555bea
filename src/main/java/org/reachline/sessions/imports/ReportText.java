package org.reachline.sessions.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.reachline.base.Problems;
import org.reachline.base.StorableText;
import org.reachline.base.input.UploadForm;

/**
 * The text of an uploaded list. Teams writes UTF-16, spreadsheets what their country is used to,
 * the others UTF-8.
 */
final class ReportText {
  private ReportText() {}

  static String of(UploadForm upload, Problems problems) {
    boolean carried = upload.content != null && !upload.content.isBlank();
    if (!carried
        && upload.file != null
        && upload.file.size() >= 2
        && upload.file.size() <= UploadForm.MOST_BYTES) {
      try {
        byte[] bytes = Files.readAllBytes(upload.file.uploadedFile());
        Optional<String> other = wide(bytes).or(() -> western(bytes));
        if (other.isPresent()) {
          return other.get();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return upload.text(problems);
  }

  /** The text as spreadsheets of western Europe save it, if it cannot be UTF-8. */
  static Optional<String> western(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return Optional.empty();
    } catch (CharacterCodingException notUtf8) {
      String text = new String(bytes, Charset.forName("windows-1252"));
      return StorableText.complaint(text).isEmpty() ? Optional.of(text) : Optional.empty();
    }
  }

  /** The text if it is UTF-16: by its byte order mark, or by the zeros between plain letters. */
  static Optional<String> wide(byte[] bytes) {
    if (bytes.length < 2) {
      return Optional.empty();
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    if (first == 0xFF && second == 0xFE) {
      return Optional.of(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE));
    }
    if (first == 0xFE && second == 0xFF) {
      return Optional.of(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE));
    }
    if (second == 0 && first != 0) {
      return Optional.of(new String(bytes, StandardCharsets.UTF_16LE));
    }
    return first == 0 && second != 0
        ? Optional.of(new String(bytes, StandardCharsets.UTF_16BE))
        : Optional.empty();
  }
}
