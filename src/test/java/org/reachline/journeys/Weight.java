package org.reachline.journeys;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a page may weigh: jails have old computers and thin lines. Sizes are bytes. */
final class Weight {
  private static final Map<String, Integer> MOST =
      Map.of("fonts", 120_000, "sheets", 60_000, "scripts", 30_000, "requests", 12);

  private Weight() {}

  /** What weighs more than it may on the page that is open. */
  static List<String> faults(Page page, Walk.Stop stop) {
    Object measured =
        page.evaluate(
            "() => { const all = performance.getEntriesByType('resource')"
                + ".filter(e => !/\\/(me|live)\\b|favicon/.test(new URL(e.name).pathname));"
                + " const of = (end) => all.filter(e => new URL(e.name).pathname.endsWith(end))"
                + ".reduce((sum, e) => sum + e.decodedBodySize, 0);"
                + " return { fonts: of('.woff2'), sheets: of('.css'), scripts: of('.js'),"
                + " requests: all.length }; }");
    List<String> faults = new ArrayList<>();
    ((Map<?, ?>) measured)
        .forEach(
            (what, bytes) -> {
              if (((Number) bytes).intValue() > MOST.get(what.toString())) {
                faults.add(stop.path() + " has " + bytes + " of " + what);
              }
            });
    return faults;
  }
}
