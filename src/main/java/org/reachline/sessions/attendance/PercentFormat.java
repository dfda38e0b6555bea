package org.reachline.sessions.attendance;

import io.quarkus.qute.TemplateExtension;
import java.util.Locale;

/** Shares as people read them, for templates. */
@TemplateExtension
final class PercentFormat {
  private PercentFormat() {}

  /** {@code half}, or a percentage such as {@code 60 %}. */
  static String asShare(Double share) {
    if (share == 0.5) {
      return "half";
    }
    String percent = String.format(Locale.ROOT, "%.1f", share * 100);
    return percent.replaceAll("\\.0$", "") + " %";
  }
}
