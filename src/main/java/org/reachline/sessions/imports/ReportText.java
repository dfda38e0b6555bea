package org.reachline.sessions.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.reachline.base.Problems;
import org.reachline.base.UploadForm;

/** The text of an uploaded list. Teams writes UTF-16 with a byte order mark, the others UTF-8. */
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
        if (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
          return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return upload.text(problems);
  }
}
