package org.reachline.sessions.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.reachline.base.Problems;
import org.reachline.base.UploadForm;

/** The text of an uploaded list. Teams writes UTF-16, the others UTF-8. */
final class ReportText {
  private ReportText() {}

  static String of(UploadForm upload, Problems problems) {
    boolean carried = upload.content != null && !upload.content.isBlank();
    if (!carried
        && upload.file != null
        && upload.file.size() >= 2
        && upload.file.size() <= UploadForm.MOST_BYTES) {
      try {
        Optional<String> wide = wide(Files.readAllBytes(upload.file.uploadedFile()));
        if (wide.isPresent()) {
          return wide.get();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return upload.text(problems);
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
