package org.reachline.protocol.file;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a value of the file must look like: in words, for whoever wrote something else, and as JSON
 * Schema, for editors. {@code docs/reference/study.schema.json} is written from it.
 *
 * @param expected ends the sentence "expected ..."
 * @param schema the keywords that say the same
 */
record Shape(String expected, Map<String, Object> schema) {
  static final Shape TEXT = defined("text", "text");
  static final Shape CODE = defined(YamlValue.codeExpected(), "code");
  static final Shape NAME =
      defined(
          "a name of lower-case letters, digits and _ that begins with a letter, at most 64"
              + " characters",
          "name");
  static final Shape NUMBER = typed("a number", "number");
  static final Shape POSITIVE =
      new Shape("a number above 0", Map.of("type", "number", "exclusiveMinimum", 0));
  static final Shape TRUTH = typed("true or false", "boolean");
  static final Shape MAPPING = typed("a mapping of keys and values", "object");
  static final Shape MAPPINGS =
      listOf("a list of mappings, each beginning with '- '", MAPPING.schema);

  /** A code for "nothing known": a word, or a number that no count could be. */
  static final Shape MISSING_CODE =
      new Shape(
          "a code such as -99 or UNK, at most 20 characters",
          Map.of(
              "anyOf",
              List.of(
                  Map.of("type", "string", "pattern", "\\S", "maxLength", 20),
                  Map.of("type", "number", "exclusiveMaximum", 0))));

  /** A list of single values. */
  static Shape listOf(Shape item) {
    return listOf("a list, such as [a, b]", item.schema);
  }

  static Shape matching(Pattern pattern, String expected) {
    return new Shape(expected, Map.of("type", "string", "pattern", "^" + pattern.pattern() + "$"));
  }

  static Shape integer(int least, int most) {
    return new Shape(
        YamlValue.wholeNumber(least, most),
        Map.of("type", "integer", "minimum", least, "maximum", most));
  }

  static <E extends Enum<E>> Shape oneOf(Class<E> type) {
    List<String> words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    return new Shape("one of " + String.join(", ", words), Map.of("type", "string", "enum", words));
  }

  private static Shape typed(String expected, String type) {
    return new Shape(expected, Map.of("type", type));
  }

  private static Shape defined(String expected, String definition) {
    return new Shape(expected, Map.of("$ref", "#/$defs/" + definition));
  }

  private static Shape listOf(String expected, Map<String, Object> items) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", items);
    return new Shape(expected, schema);
  }
}
