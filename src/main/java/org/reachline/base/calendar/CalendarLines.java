package org.reachline.base.calendar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a calendar text (RFC 5545 section 3.1) that somebody else's program wrote. Read as
 * kindly as can be: whatever is odd in one line must not cost the others, and a text that was cut
 * off is read as far as it goes.
 */
final class CalendarLines {

  /**
   * A line.
   *
   * @param name of the property, upper case
   * @param parameters by name, upper case; without their quotes
   * @param value as it stands, not unescaped
   */
  record Line(String name, Map<String, String> parameters, String value) {
    String parameter(String wanted) {
      return parameters.getOrDefault(wanted, "");
    }
  }

  /** What stands between a BEGIN and its END. */
  record Block(String name, List<Line> lines, List<Block> blocks) {
    Optional<Line> line(String wanted) {
      return lines(wanted).stream().findFirst();
    }

    List<Line> lines(String wanted) {
      return lines.stream().filter(line -> line.name().equals(wanted)).toList();
    }

    List<Block> blocks(String wanted) {
      return blocks.stream().filter(block -> block.name().equals(wanted)).toList();
    }
  }

  private CalendarLines() {}

  /** The calendars in a text; none if it is something else. */
  static List<Block> calendars(String text) {
    Block all = new Block("", new ArrayList<>(), new ArrayList<>());
    Deque<Block> open = new ArrayDeque<>(List.of(all));
    // What no record could hold is left out: control characters, halves of characters.
    String plain =
        text.replace("\uFEFF", "")
            .replaceAll("\r\n?", "\n")
            .replaceAll("[\\p{Cntrl}&&[^\n\t]]|\\p{Cs}", "");
    // A long line goes on in the next one behind a space.
    for (String written : plain.replaceAll("\n[ \t]", "").split("\n")) {
      Line line = line(written);
      if (line == null) {
        continue;
      }
      String name = line.value().strip().toUpperCase(Locale.ROOT);
      if (line.name().equals("BEGIN")) {
        Block block = new Block(name, new ArrayList<>(), new ArrayList<>());
        open.peek().blocks().add(block);
        open.push(block);
      } else if (line.name().equals("END")) {
        if (open.stream().anyMatch(block -> block.name().equals(name))) {
          while (!open.pop().name().equals(name)) {
            // Blocks whose end is missing end here.
          }
        }
      } else {
        open.peek().lines().add(line);
      }
    }
    return all.blocks("VCALENDAR");
  }

  private static @Nullable Line line(String written) {
    List<String> head = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ';' || c == ':')) {
        head.add(written.substring(from, i));
        from = i + 1;
        if (c == ':') {
          return line(head, written.substring(from));
        }
      }
    }
    return null;
  }

  private static Line line(List<String> head, String value) {
    Map<String, String> parameters = new HashMap<>();
    for (String parameter : head.subList(1, head.size())) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        String said = parameter.substring(equals + 1).replace("\"", "").strip();
        parameters.put(parameter.substring(0, equals).strip().toUpperCase(Locale.ROOT), said);
      }
    }
    return new Line(head.get(0).strip().toUpperCase(Locale.ROOT), parameters, value);
  }
}
