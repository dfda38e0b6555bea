package org.reachline.base.figures;

import static org.reachline.base.figures.Strip.Became.BOOKED;
import static org.reachline.base.figures.Strip.Became.HELD;
import static org.reachline.base.figures.Strip.Became.HELD_LATE;
import static org.reachline.base.figures.Strip.Became.LATE;
import static org.reachline.base.figures.Strip.Became.OPEN;

import io.quarkus.qute.TemplateExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.reachline.base.Problems;
import org.reachline.base.figures.Strip.Became;
import org.reachline.base.figures.Strip.Mark;

/**
 * Made-up things that show what the furniture looks like and how a line is read; no record is read.
 */
@TemplateExtension(namespace = "line")
final class Examples {
  private static final Strip.Months YEAR = new Strip.Months(1, 12);

  private Examples() {}

  /** A made-up site and its line. */
  public record Example(String site, Strip strip) {}

  /** Four sites: one that goes on, one at its end, one that is late, one with fewer calls. */
  static List<Example> examples() {
    return List.of(
        monthly("Site one", 6, Map.of(7, BOOKED), "7 of 13 planned contacts held"),
        monthly("Site two", 12, Map.of(11, HELD_LATE), "13 of 13 planned contacts held"),
        monthly("Site three", 6, Map.of(3, HELD_LATE, 4, LATE), "6 of 13 planned contacts held"),
        new Example(
            "Site four",
            Strip.of(
                YEAR,
                0,
                60,
                List.of(
                    new Mark(1, 30, HELD, 32),
                    new Mark(1, 30, HELD, 29),
                    new Mark(2, 40, HELD, 41),
                    new Mark(4, 30, HELD, 31),
                    new Mark(8, 30, HELD, 30),
                    new Mark(12, 30, HELD, 31)),
                "6 of 6 planned contacts held")));
  }

  /** Three small figures. */
  static List<Panel> panels() {
    return List.of(
        panel("People held", 108, 3),
        panel("New on any medication", 2, 2),
        panel("Naloxone kits at release", 9, 5));
  }

  private static Panel panel(String title, int first, int swing) {
    List<Panel.Point> points =
        IntStream.rangeClosed(-5, 6)
            .mapToObj(
                m ->
                    new Panel.Point(
                        m, m == 2 || m == 6 ? null : first + (m + 5) / 2.0 + m * m % (swing + 1)))
            .map(p -> p.value() == null ? p : new Panel.Point(p.month(), Math.floor(p.value())))
            .toList();
    return Panel.of(title, new Strip.Months(-5, 12), 6, List.of(new Strip.Band(-5, 0)), 0, points);
  }

  /** The five steps of a session. */
  static List<Step> steps() {
    return List.of(
        new Step("done", "Agenda", "60 of 60 minutes", "", false),
        new Step("part", "Presenters", "1 of 3 named", "#line", true),
        new Step("due", "Materials", "none yet", "", false),
        new Step("part", "Invited", "6, of whom 2 answered", "", false),
        new Step("later", "Door opens", "Tue 8 Dec, 11:40", "", false));
  }

  /** What is wrong with an example form. */
  static Problems problems() {
    Problems problems = new Problems();
    problems.add("kits", "Naloxone kits: \u201c1o\u201d is not a number. Did you mean 10?");
    return problems;
  }

  /** How arms look: by their order, and from 9 on by their two factors. */
  static List<Integer> arms() {
    return IntStream.rangeClosed(1, 12).boxed().toList();
  }

  private static Example monthly(
      String site, int held, Map<Integer, Became> otherwise, String words) {
    List<Mark> marks = new ArrayList<>(List.of(new Mark(1, 60, HELD, 60)));
    for (int month = 1; month <= 12; month++) {
      Became became = otherwise.getOrDefault(month, month <= held ? HELD : OPEN);
      marks.add(month == 1 ? 0 : marks.size(), new Mark(month, 30, became, 28 + month * 5 % 6));
    }
    return new Example(site, Strip.of(YEAR, held == 12 ? 0 : held + 1, 60, marks, words));
  }
}
