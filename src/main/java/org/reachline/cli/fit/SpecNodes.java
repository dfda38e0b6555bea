package org.reachline.cli.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.reachline.stats.Nearest;

/** Takes values of one type out of a specification's tree, or says which one is of another type. */
final class SpecNodes {
  private SpecNodes() {}

  static void refuseUnknown(String where, JsonNode node, Set<String> keys, Set<String> notes) {
    Set<String> unknown = new TreeSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(keys);
    unknown.removeAll(notes);
    if (!unknown.isEmpty()) {
      throw new UnusableSpec(
          "%s has keys that are not known: %s%s. Known are: %s"
              .formatted(
                  where,
                  String.join(", ", unknown),
                  Nearest.hint(unknown.iterator().next(), keys),
                  String.join(", ", new TreeSet<>(keys))));
    }
  }

  static List<String> strings(String where, String key, JsonNode node) {
    List<String> all = new ArrayList<>();
    if (node == null || node.isNull()) {
      return all;
    }
    if (node.isTextual()) {
      all.add(node.asText());
      return all;
    }
    if (!node.isArray()) {
      throw new UnusableSpec("%s: %s must be a list".formatted(where, key));
    }
    for (JsonNode value : node) {
      if (!value.isValueNode() || value.isNull()) {
        throw new UnusableSpec(
            "%s: %s is a list of words or numbers, not %s".formatted(where, key, value));
      }
      all.add(value.asText());
    }
    return all;
  }

  static String required(String where, JsonNode node, String key) {
    String value = text(where, node, key);
    if (value == null) {
      throw new UnusableSpec("%s has no %s".formatted(where, key));
    }
    return value;
  }

  static String text(String where, JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new UnusableSpec("%s: %s must be text, not %s".formatted(where, key, value));
    }
    return value.asText().isBlank() ? null : value.asText();
  }

  static Double number(String where, JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isNumber()) {
      throw new UnusableSpec("%s: %s must be a number, not %s".formatted(where, key, value));
    }
    return value.asDouble();
  }

  static boolean flag(String where, JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new UnusableSpec("%s: %s must be true or false, not %s".formatted(where, key, value));
    }
    return value.asBoolean();
  }

  /** A node that must be an object, or null. */
  static JsonNode object(String where, JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      throw new UnusableSpec("%s: %s must be an object, not %s".formatted(where, key, value));
    }
    return value;
  }

  static Integer whole(String where, JsonNode node, String key) {
    Double value = number(where, node, key);
    if (value == null) {
      return null;
    }
    if (value != Math.rint(value) || value < 0 || value > 1e9) {
      throw new UnusableSpec("%s: %s must be a whole number, not %s".formatted(where, key, value));
    }
    return value.intValue();
  }
}
