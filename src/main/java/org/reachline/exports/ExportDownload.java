package org.reachline.exports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
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

  Response send(String slug, Path file) {
    StreamingOutput body =
        out -> {
          try {
            Files.copy(file, out);
          } finally {
            Files.deleteIfExists(file);
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
