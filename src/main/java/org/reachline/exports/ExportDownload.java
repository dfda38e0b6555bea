package org.reachline.exports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sends a written ZIP and removes it from the disk. */
@ApplicationScoped
class ExportDownload {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Inject Clock clock;

  /** Opened, and gone from the disk: nothing stays behind, wherever the reader goes meanwhile. */
  private static InputStream unlinked(Path file) {
    try {
      InputStream content = Files.newInputStream(file);
      Files.delete(file);
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Response send(String slug, Path file) {
    InputStream content = unlinked(file);
    StreamingOutput body =
        out -> {
          try (content) {
            content.transferTo(out);
          }
        };
    return Response.ok(body)
        .type("application/zip")
        .header(
            "Content-Disposition",
            "attachment; filename=\"" + slug + "-" + STAMP.format(clock.instant()) + ".zip\"")
        .header("Cache-Control", "no-store")
        .build();
  }
}
