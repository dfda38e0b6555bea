package org.reachline.protocol.file;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** From single YAML values to text, numbers and choices; null where a value is none of the kind. */
final class YamlValue {

  /** What a key may look like that lists and uploads refer to. */
  static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  /** What a key may look like that expressions refer to. */
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private YamlValue() {}

  /** What a node is, in words, for messages. */
  static String describe(Node value) {
    if (value instanceof MappingNode) {
      return "a mapping of keys and values";
    }
    if (value instanceof SequenceNode sequence) {
      return sequence.getValue().isEmpty() ? "an empty list" : "a list";
    }
    String text = ((ScalarNode) value).getValue();
    if (value.getTag().equals(Tag.NULL)) {
      return "empty";
    }
    String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    if (value.getTag().equals(Tag.BOOL)) {
      return "'" + shown + "', which YAML reads as true or false; put it in quotes if it is text";
    }
    if (value.getTag().equals(Tag.TIMESTAMP)) {
      return "'" + shown + "', which YAML reads as a date; put it in quotes if it is text";
    }
    if (value.getTag().equals(Tag.INT) && text.indexOf(':') >= 0) {
      return "'" + shown + "', which YAML reads as a number to base 60; put it in quotes";
    }
    return text.isBlank() ? "blank text" : "'" + shown + "'";
  }

  static String codeExpected() {
    return "a key of letters, digits, _ and -, at most 64 characters";
  }

  static String wholeNumber(int least, int most) {
    return least == most ? "the number " + least : "a whole number from " + least + " to " + most;
  }

  static String toText(Node value) {
    boolean text = value instanceof ScalarNode && value.getTag().equals(Tag.STR);
    return text && !((ScalarNode) value).getValue().isBlank()
        ? ((ScalarNode) value).getValue().strip()
        : null;
  }

  /** What to do about a number where a text belongs; empty for anything else. */
  static String quotesFor(Node value) {
    boolean number = value.getTag().equals(Tag.INT) || value.getTag().equals(Tag.FLOAT);
    boolean sixty = value instanceof ScalarNode scalar && scalar.getValue().indexOf(':') >= 0;
    return number && !sixty ? ", which YAML reads as a number; put it in quotes if it is text" : "";
  }

  /** Whether it is a number that begins with 0, which some readers take to base 8. */
  static boolean isOctal(Node value) {
    return value instanceof ScalarNode scalar
        && scalar.isPlain()
        && !value.getTag().equals(Tag.STR)
        && scalar.getValue().matches("[-+]?0[0-9]+(\\.[0-9]+)?");
  }

  static String toCode(Node value) {
    return matching(toText(value), CODE);
  }

  static String matching(String text, Pattern pattern) {
    return text != null && pattern.matcher(text).matches() ? text : null;
  }

  static Integer toInteger(Node value, int least, int most) {
    BigDecimal number = value.getTag().equals(Tag.INT) ? toNumber(value) : null;
    if (number == null
        || number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      return null;
    }
    return number.intValueExact();
  }

  static BigDecimal toNumber(Node value) {
    boolean number = value.getTag().equals(Tag.INT) || value.getTag().equals(Tag.FLOAT);
    // A tag says what its author wants the value to be, not what it is: "!!int [1]" is a list.
    return number
            && value instanceof ScalarNode scalar
            && scalar.getValue().matches("[-+]?[0-9]{1,15}(\\.[0-9]{1,15})?")
        ? new BigDecimal(scalar.getValue())
        : null;
  }

  /** A word or number below 0 that stands for nothing known; no count could be one. */
  static String toMissingCode(Node value) {
    if (!(value instanceof ScalarNode scalar)) {
      return null;
    }
    String code = scalar.getValue().strip();
    boolean number = code.matches("[+]?[0-9.]*[0-9][0-9.]*");
    boolean answer = value.getTag().equals(Tag.BOOL) || code.matches("(?i)y|n|yes|no|true|false");
    return code.isEmpty()
            || code.length() > 20
            || number
            || answer
            || value.getTag().equals(Tag.NULL)
        ? null
        : code;
  }

  static Boolean toTruth(Node value) {
    if (!value.getTag().equals(Tag.BOOL) || !(value instanceof ScalarNode scalar)) {
      return null;
    }
    // A tag says what its author wants the value to be, not what it is: "!!bool perhaps".
    return switch (scalar.getValue().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> null;
    };
  }

  static <E extends Enum<E>> E toChoice(Node value, Class<E> type) {
    String text = toText(value);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    return null;
  }
}
