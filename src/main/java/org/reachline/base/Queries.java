package org.reachline.base;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Typed words in the query of an address, so that {@code a&b}, {@code #1} and {@code 50%} stay. */
@TemplateExtension
final class Queries {
  private Queries() {}

  /** The text as the value of a parameter: {@code href="?q={q.inQuery}"}. */
  static String inQuery(String typed) {
    return URLEncoder.encode(typed, StandardCharsets.UTF_8);
  }
}
