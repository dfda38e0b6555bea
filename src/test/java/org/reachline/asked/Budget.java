package org.reachline.asked;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many statements a page may ask for whom: {@code src/test/resources/asked/budget.csv}, a line
 * for each kind of address and a column for each person; empty where the person is not led there.
 * What a run counted is left in {@code target/asked.csv} in the same shape, to be copied where a
 * page asks for more on purpose.
 */
record Budget(Map<String, Map<Walking, Integer>> most) {
  private static final Path TABLE = Path.of("src/test/resources/asked/budget.csv");
  private static final Path COUNTED = Path.of("target/asked.csv");

  static Budget read() {
    Map<String, Map<Walking, Integer>> most = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(TABLE).stream().skip(1).toList()) {
        String[] cells = line.split(";", -1);
        Map<Walking, Integer> own = new TreeMap<>();
        for (Walking who : Walking.values()) {
          String cell = cells[who.ordinal() + 1];
          if (!cell.isEmpty()) {
            own.put(who, Integer.valueOf(cell));
          }
        }
        most.put(cells[0], own);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Budget(most);
  }

  Optional<Integer> of(Walking who, String kind) {
    return Optional.ofNullable(most.getOrDefault(kind, Map.of()).get(who));
  }

  /** Leaves what was counted for whoever has to change the table. */
  static void leave(Map<Walking, Map<String, Walker.Stop>> counted) {
    Map<String, String[]> lines = new TreeMap<>();
    counted.forEach(
        (who, stops) ->
            stops.forEach(
                (kind, stop) ->
                    lines
                            .computeIfAbsent(kind, k -> new String[Walking.values().length])[
                            who.ordinal()] =
                        Integer.toString(stop.statements().size())));
    List<String> text = new ArrayList<>();
    text.add("address;" + String.join(";", names()));
    lines.forEach(
        (kind, cells) ->
            text.add(
                kind
                    + ";"
                    + String.join(
                        ";", Arrays.stream(cells).map(cell -> cell == null ? "" : cell).toList())));
    try {
      Files.createDirectories(COUNTED.getParent());
      Files.write(COUNTED, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names() {
    return Arrays.stream(Walking.values())
        .map(who -> who.name().toLowerCase(java.util.Locale.ROOT))
        .toList();
  }
}
