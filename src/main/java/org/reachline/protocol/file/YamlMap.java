package org.reachline.protocol.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.reachline.base.OneLine;
import org.reachline.base.Suggestions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a study file. A getter reports what is missing or wrong and then gives null, so
 * that reading goes on to the next mistake; {@link #done()} reports the keys for which nobody
 * asked.
 */
final class YamlMap {

  private final MappingNode node;
  private final String path;
  private final StudyFileProblems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  YamlMap(MappingNode node, String path, StudyFileProblems problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(
            tuple.getKeyNode(),
            path,
            "a key is " + YamlValue.describe(tuple.getKeyNode()),
            "a word");
      } else if (values.containsKey(key.getValue())) {
        int first = keys.get(key.getValue()).getStartMark().getLine() + 1;
        problems.add(
            key,
            pathOf(key.getValue()),
            "'" + key.getValue() + "' is said twice, first on line " + first,
            "each key once");
      } else {
        values.put(key.getValue(), tuple.getValueNode());
        keys.put(key.getValue(), key);
      }
    }
  }

  StudyFileProblems problems() {
    return problems;
  }

  String path() {
    return path;
  }

  boolean has(String key) {
    asked.add(key);
    return values.containsKey(key);
  }

  /** Whether a list has nothing in it but mappings, and has any if it must. */
  boolean hasEntries(String key, boolean required) {
    Node value = values.get(key);
    if (value == null) {
      return !required;
    }
    return value instanceof SequenceNode sequence
        && !(required && sequence.getValue().isEmpty())
        && sequence.getValue().stream().allMatch(MappingNode.class::isInstance);
  }

  /** Whether the key is there with a list that has nothing in it. */
  boolean listIsEmpty(String key) {
    return values.get(key) instanceof SequenceNode sequence && sequence.getValue().isEmpty();
  }

  boolean isList(String key) {
    return values.get(key) instanceof SequenceNode;
  }

  /**
   * Reports a mistake of meaning at the value of a key, or at the mapping itself if the key is not
   * there.
   */
  void problem(String key, String message, String expected) {
    problems.add(values.getOrDefault(key, node), pathOf(key), message, expected);
  }

  /**
   * Reports what a file may not mean that comes in. Versions on record were taken before this was
   * asked, and a study must stay readable under them.
   */
  void refusal(String key, String message, String expected) {
    problems.refuse(values.getOrDefault(key, node), pathOf(key), message, expected);
  }

  void problemHere(String message, String expected) {
    problems.add(node, path, message, expected);
  }

  String text(String key) {
    return onOneLine(key, read(key, true, Shape.TEXT, YamlValue::toText));
  }

  /** Labels and titles stand in subjects, tables and calendars; what a check says may be longer. */
  private String onOneLine(String key, String text) {
    if (text != null && !key.equals("message")) {
      OneLine.complaint(text).ifPresent(wrong -> refusal(key, wrong, "one line of text"));
    }
    return text;
  }

  Optional<String> maybeText(String key) {
    return Optional.ofNullable(read(key, false, Shape.TEXT, YamlValue::toText));
  }

  /** A text that people read, on one line, at most so many characters long. */
  String words(String key, int longest) {
    return wary(key, text(key), longest, false);
  }

  Optional<String> maybeWords(String key, int longest, boolean lines) {
    return maybeText(key).map(text -> wary(key, text, longest, lines));
  }

  private String wary(String key, String text, int longest, boolean lines) {
    if (text != null) {
      waryOf(values.get(key), pathOf(key), "'" + key + "'", text, longest, lines);
    }
    return text;
  }

  /** What YAML may have taken from a text, and what no page or letter could show. */
  private void waryOf(Node value, String at, String what, String text, int longest, boolean lines) {
    if (problems.isCutByComment(value)) {
      problems.refuse(
          value,
          at,
          what
              + " ends at '"
              + shortened(text)
              + "', because YAML takes what follows # for a comment",
          "the whole text in quotes, or the comment on a line of its own");
    }
    if (!lines && text.indexOf('\n') >= 0) {
      problems.refuse(value, at, what + " has more than one line", "one line");
    }
    if (text.length() > longest) {
      problems.refuse(
          value, at, what + " has " + text.length() + " characters", "at most " + longest);
    }
    if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
      problems.refuse(value, at, what + " has no letter and no digit", "words");
    }
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }

  String code(String key) {
    return read(key, true, Shape.CODE, YamlValue::toCode);
  }

  Optional<String> maybeCode(String key) {
    return Optional.ofNullable(read(key, false, Shape.CODE, YamlValue::toCode));
  }

  String name(String key) {
    return read(
        key,
        true,
        Shape.NAME,
        value -> YamlValue.matching(YamlValue.toText(value), YamlValue.NAME));
  }

  String matching(String key, Pattern pattern, String expected) {
    return read(
        key,
        true,
        Shape.matching(pattern, expected),
        value -> YamlValue.matching(YamlValue.toText(value), pattern));
  }

  Integer integer(String key, int least, int most) {
    return read(
        key, true, Shape.integer(least, most), value -> YamlValue.toInteger(value, least, most));
  }

  Optional<Integer> maybeInteger(String key, int least, int most) {
    return Optional.ofNullable(
        read(
            key,
            false,
            Shape.integer(least, most),
            value -> YamlValue.toInteger(value, least, most)));
  }

  Optional<BigDecimal> maybeNumber(String key) {
    return Optional.ofNullable(read(key, false, Shape.NUMBER, YamlValue::toNumber));
  }

  Optional<BigDecimal> maybePositive(String key) {
    return Optional.ofNullable(
        read(
            key,
            false,
            Shape.POSITIVE,
            value -> {
              BigDecimal number = YamlValue.toNumber(value);
              return number == null || number.signum() <= 0 ? null : number;
            }));
  }

  Boolean truth(String key) {
    return read(key, true, Shape.TRUTH, YamlValue::toTruth);
  }

  boolean truthOr(String key, boolean otherwise) {
    Boolean value = read(key, false, Shape.TRUTH, YamlValue::toTruth);
    return value == null ? otherwise : value;
  }

  <E extends Enum<E>> E choice(String key, Class<E> type) {
    return read(key, true, Shape.oneOf(type), value -> YamlValue.toChoice(value, type));
  }

  <E extends Enum<E>> Optional<E> maybeChoice(String key, Class<E> type) {
    return Optional.ofNullable(
        read(key, false, Shape.oneOf(type), value -> YamlValue.toChoice(value, type)));
  }

  /** A mapping below this one; null and reported if it is missing or something else. */
  YamlMap map(String key) {
    return map(key, true);
  }

  Optional<YamlMap> maybeMap(String key) {
    return Optional.ofNullable(map(key, false));
  }

  private YamlMap map(String key, boolean required) {
    MappingNode child =
        read(key, required, Shape.MAPPING, value -> value instanceof MappingNode m ? m : null);
    return child == null ? null : new YamlMap(child, pathOf(key), problems);
  }

  /** The mappings of a list; empty if the list is not there and need not be. */
  List<YamlMap> maps(String key, boolean required) {
    List<YamlMap> maps = new ArrayList<>();
    for (Item item : items(key, required, Shape.MAPPINGS)) {
      if (item.node instanceof MappingNode mapping) {
        maps.add(new YamlMap(mapping, item.path, problems));
      } else {
        problems.add(
            item.node,
            item.path,
            "this is " + YamlValue.describe(item.node),
            "a mapping of keys and values");
      }
    }
    return maps;
  }

  /** A list of scalars; entries that are wrong are reported and left out. */
  <T> List<T> list(String key, boolean required, Shape shape, Function<Node, T> convert) {
    List<T> list = new ArrayList<>();
    for (Item item : items(key, required, Shape.listOf(shape))) {
      T value = convert.apply(item.node);
      if (value == null) {
        problems.add(
            item.node, item.path, "this is " + YamlValue.describe(item.node), shape.expected());
      } else {
        refuseOctal(item.node, item.path);
        list.add(value);
      }
    }
    return list;
  }

  List<String> texts(String key, boolean required, int longest) {
    Set<String> seen = new LinkedHashSet<>();
    List<String> texts = new ArrayList<>();
    for (Item item : items(key, required, Shape.listOf(Shape.TEXT))) {
      String text = YamlValue.toText(item.node);
      if (text == null) {
        problems.add(
            item.node,
            item.path,
            "this is " + YamlValue.describe(item.node) + YamlValue.quotesFor(item.node),
            "text");
        continue;
      }
      waryOf(item.node, item.path, "this", text, longest, true);
      if (!seen.add(text)) {
        problems.refuse(item.node, item.path, "this is said twice", "each of them once");
      }
      texts.add(text);
    }
    return texts;
  }

  /**
   * What stands under a key as it is written, however broken the rest is; null if no single value.
   */
  String written(String key) {
    return values.get(key) instanceof ScalarNode scalar ? scalar.getValue().strip() : null;
  }

  List<String> codes(String key, boolean required) {
    List<String> codes = list(key, required, Shape.CODE, YamlValue::toCode);
    Set<String> seen = new LinkedHashSet<>();
    for (String code : codes) {
      if (!seen.add(code)) {
        refusal(key, "'" + code + "' is said twice", "each of them once");
      }
    }
    return List.copyOf(seen);
  }

  List<Integer> integers(String key, int least, int most) {
    return list(
        key, true, Shape.integer(least, most), value -> YamlValue.toInteger(value, least, most));
  }

  /** A list of words that are all among the choices. */
  <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
    List<E> choices = list(key, false, Shape.oneOf(type), value -> YamlValue.toChoice(value, type));
    if (choices.stream().distinct().count() < choices.size()) {
      refusal(key, "something in the list is said twice", "each of them once");
    }
    return choices;
  }

  /**
   * Every key of this mapping that the file's author chose, in order; for mappings such as levels
   * by factor.
   */
  List<String> ownKeys(Shape shape) {
    problems.questions().asked(node, path, "", false, shape);
    return List.copyOf(values.keySet());
  }

  /**
   * Reports every key for which nobody asked, with the nearest of those that could have been meant.
   */
  void done() {
    for (Map.Entry<String, Node> entry : keys.entrySet()) {
      if (!asked.contains(entry.getKey())) {
        String nearest =
            Suggestions.nearest(entry.getKey(), asked)
                .map(known -> "; did you mean '" + known + "'?")
                .orElse("");
        problems.add(
            entry.getValue(),
            pathOf(entry.getKey()),
            "'" + entry.getKey() + "' is not known here" + nearest,
            "one of " + String.join(", ", asked));
      }
    }
  }

  private record Item(Node node, String path) {}

  private List<Item> items(String key, boolean required, Shape shape) {
    SequenceNode sequence =
        read(key, required, shape, value -> value instanceof SequenceNode s ? s : null);
    List<Item> items = new ArrayList<>();
    if (sequence != null) {
      for (Node item : sequence.getValue()) {
        items.add(new Item(item, pathOf(key) + "[" + items.size() + "]"));
      }
    }
    return items;
  }

  private <T> T read(String key, boolean required, Shape shape, Function<Node, T> convert) {
    problems.questions().asked(node, path, key, required, shape);
    asked.add(key);
    Node value = values.get(key);
    if (value == null) {
      if (required) {
        problems.add(node, pathOf(key), "'" + key + "' is missing", shape.expected());
      }
      return null;
    }
    T converted = convert.apply(value);
    if (converted == null) {
      boolean text = shape == Shape.TEXT || shape == Shape.CODE;
      problems.add(
          value,
          pathOf(key),
          "'"
              + key
              + "' is "
              + YamlValue.describe(value)
              + (text ? YamlValue.quotesFor(value) : ""),
          shape.expected());
    } else {
      refuseOctal(value, pathOf(key));
    }
    return converted;
  }

  private void refuseOctal(Node value, String at) {
    if (YamlValue.isOctal(value)) {
      problems.refuse(
          value,
          at,
          "a number that begins with 0 is read to base 8 by some and to base 10 by others",
          "the number without the 0 in front");
    }
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
