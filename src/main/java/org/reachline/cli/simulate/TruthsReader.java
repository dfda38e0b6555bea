package org.reachline.cli.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads truths. The first mistake ends it: truths are short and written by the person who runs the
 * simulator.
 */
public final class TruthsReader {

  private TruthsReader() {}

  /**
   * Reads a file of truths.
   *
   * @throws IOException if it cannot be opened
   * @throws IllegalArgumentException that names the place and the mistake
   */
  public static Truths read(Path file) throws IOException {
    return read(Files.readString(file));
  }

  public static Truths read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object loaded;
    try {
      loaded = new Yaml(new SafeConstructor(options)).load(text);
    } catch (YAMLException broken) {
      throw new IllegalArgumentException("the truths are no YAML: " + broken.getMessage(), broken);
    }
    Part root = new Part("", loaded);
    Truths truths =
        new Truths(
            root.list(
                "waves",
                wave ->
                    new Truths.Wave(
                        wave.whole("units"),
                        wave.whole("months_before"),
                        wave.whole("spread_months"))),
            root.byKey(
                "site_types",
                type ->
                    new Truths.SiteTruth(
                        type.whole("count"),
                        type.text("name"),
                        type.text("size_unit"),
                        type.number("size_median"),
                        type.number("size_log_sd"))),
            root.numbers("stratum_from"),
            people(root.part("people")),
            root.byKey("measures", TruthsReader::measure),
            root.byKey("delivery", TruthsReader::delivery),
            reports(root.part("reports")));
    root.done();
    return truths;
  }

  private static Truths.PeopleTruth people(Part part) {
    Truths.PeopleTruth people = new Truths.PeopleTruth(part.whole("coaches"), part.whole("hub"));
    part.done();
    return people;
  }

  private static Truths.MeasureTruth measure(Part part) {
    String kind = part.text("kind");
    return switch (kind) {
      case "size" -> new Truths.SizeTruth(part.number("monthly_log_sd"));
      case "count" ->
          new Truths.CountTruth(
              part.numbersByKey("rate_per_100"),
              part.number("site_log_sd"),
              part.number("theta"),
              part.number("log_rate_per_month"),
              part.whole("ramp_months"),
              part.list(
                  "effects",
                  effect ->
                      new Truths.Effect(
                          effect.text("phase"),
                          effect.textsByKey("levels"),
                          effect.maybeText("arm"),
                          effect.number("log_rate_ratio"))));
      case "over" ->
          new Truths.OverTruth(part.texts("measures"), part.numbersByKey("extra_per_100"));
      case "stock" -> new Truths.StockTruth(part.texts("measures"), part.share("stay_share"));
      default ->
          throw part.wrong("kind", "is '" + kind + "'; expected one of size, count, over, stock");
    };
  }

  private static Truths.DeliveryTruth delivery(Part part) {
    return new Truths.DeliveryTruth(
        part.share("held_share"),
        part.share("no_show_share"),
        part.share("rescheduled_share"),
        part.share("late_share"),
        part.share("left_early_share"),
        part.number("minutes_log_sd"),
        part.list(
            "unplanned",
            unplanned ->
                new Truths.Unplanned(
                    unplanned.textsByKey("levels"),
                    unplanned.maybeText("arm"),
                    unplanned.share("unit_share"),
                    unplanned.whole("times"),
                    unplanned.whole("minutes"))));
  }

  private static Truths.ReportTruth reports(Part part) {
    Truths.ReportTruth reports =
        new Truths.ReportTruth(
            part.share("late_share"),
            part.share("missing_share"),
            part.whole("silent_units"),
            part.whole("silent_months"),
            part.share("blank_share"));
    part.done();
    return reports;
  }

  /** A mapping, its place in the file, and the keys that somebody asked for. */
  private static final class Part {
    private final String path;
    private final Map<?, ?> values;
    private final Set<String> asked = new LinkedHashSet<>();

    Part(String path, Object value) {
      this.path = path;
      if (!(value instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException(
            "truths: "
                + (path.isEmpty() ? "the file" : path)
                + " is no mapping of keys and values");
      }
      this.values = map;
    }

    IllegalArgumentException wrong(String key, String what) {
      return new IllegalArgumentException("truths: " + path(key) + " " + what);
    }

    Part part(String key) {
      return new Part(path(key), get(key));
    }

    int whole(String key) {
      if (get(key) instanceof Integer number && number >= 0) {
        return number;
      }
      throw wrong(key, "is '" + get(key) + "'; expected a whole number of 0 or more");
    }

    double number(String key) {
      return toNumber(key, get(key));
    }

    double share(String key) {
      double share = number(key);
      if (share < 0 || share > 1) {
        throw wrong(key, "is " + share + "; expected a share from 0 to 1");
      }
      return share;
    }

    String text(String key) {
      return maybeText(key).orElseThrow(() -> wrong(key, "is '" + get(key) + "'; expected text"));
    }

    Optional<String> maybeText(String key) {
      return get(key) instanceof String text && !text.isBlank()
          ? Optional.of(text)
          : Optional.empty();
    }

    List<Double> numbers(String key) {
      return entries(key).stream().map(value -> toNumber(key, value)).toList();
    }

    List<String> texts(String key) {
      return entries(key).stream().map(String::valueOf).toList();
    }

    <T> List<T> list(String key, Function<Part, T> convert) {
      List<T> list = new ArrayList<>();
      for (Object entry : entries(key)) {
        list.add(convert(path(key) + "[" + list.size() + "]", entry, convert));
      }
      return List.copyOf(list);
    }

    <T> Map<String, T> byKey(String key, Function<Part, T> convert) {
      Map<String, T> map = new LinkedHashMap<>();
      part(key)
          .values
          .forEach(
              (name, value) ->
                  map.put(String.valueOf(name), convert(path(key) + "." + name, value, convert)));
      return map;
    }

    Map<String, Double> numbersByKey(String key) {
      Map<String, Double> map = new LinkedHashMap<>();
      part(key)
          .values
          .forEach((name, value) -> map.put(String.valueOf(name), toNumber(key, value)));
      return map;
    }

    Map<String, String> textsByKey(String key) {
      Map<String, String> map = new LinkedHashMap<>();
      if (get(key) != null) {
        part(key)
            .values
            .forEach((name, value) -> map.put(String.valueOf(name), String.valueOf(value)));
      }
      return map;
    }

    void done() {
      for (Object key : values.keySet()) {
        if (!asked.contains(String.valueOf(key))) {
          throw wrong(
              String.valueOf(key), "is not known; expected one of " + String.join(", ", asked));
        }
      }
    }

    private static <T> T convert(String path, Object value, Function<Part, T> convert) {
      Part part = new Part(path, value);
      T converted = convert.apply(part);
      part.done();
      return converted;
    }

    private List<?> entries(String key) {
      if (get(key) == null) {
        return List.of();
      }
      if (get(key) instanceof List<?> list) {
        return list;
      }
      throw wrong(key, "is '" + get(key) + "'; expected a list");
    }

    private double toNumber(String key, Object value) {
      if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
        return number.doubleValue();
      }
      throw wrong(key, "is '" + value + "'; expected a number");
    }

    private Object get(String key) {
      asked.add(key);
      return values.get(key);
    }

    private String path(String key) {
      return path.isEmpty() ? key : path + "." + key;
    }
  }
}
