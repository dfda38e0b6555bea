package org.reachline.protocol.file;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.reachline.base.Suggestions;
import org.reachline.protocol.design.Term;

/**
 * A list of keyed entries, read as far as it can be. The keys of broken entries are remembered, so
 * that a reference to one is no second mistake.
 *
 * @param name what one entry is called in messages, such as {@code phase}
 * @param whole whether the list is there and every entry of it is a mapping
 * @param entries the mappings of the file
 * @param keys key by entry; null where it is missing
 * @param items what was read, by entry; null where it is broken
 */
record Section<T>(
    String name, boolean whole, List<YamlMap> entries, List<String> keys, List<T> items) {

  /** Longest label, in characters: it stands in tables and letters. */
  static final int LONGEST_LABEL = 200;

  /**
   * Reads a list whose entries have a {@code key}; the converter gets the entry and its key, and
   * asks for the rest.
   */
  static <T> Section<T> read(
      YamlMap parent,
      String listKey,
      String name,
      boolean required,
      KeyStyle style,
      Entry<T> convert) {
    Section<T> section =
        new Section<>(
            name,
            parent.hasEntries(listKey, required),
            parent.maps(listKey, required),
            new ArrayList<>(),
            new ArrayList<>());
    for (YamlMap entry : section.entries) {
      int before = entry.problems().count();
      String key = style.read(entry);
      int first = key == null ? -1 : section.keys.indexOf(key);
      if (first >= 0) {
        entry.problem(
            "key",
            "the key '" + key + "' is taken by " + section.entries.get(first).path(),
            "a key of its own for each " + name);
      }
      refuseTwins(section, entry, key, first);
      section.keys.add(key);
      T item = convert.read(entry, key);
      entry.done();
      section.items.add(entry.problems().count() == before ? item : null);
    }
    return section;
  }

  /** Keys that differ in capitals alone, and labels that people cannot tell apart. */
  private static void refuseTwins(Section<?> section, YamlMap entry, String key, int sameKey) {
    String label = entry.written("label");
    for (int index = 0; index < section.keys.size(); index++) {
      String other = section.keys.get(index);
      if (key != null && sameKey < 0 && key.equalsIgnoreCase(other)) {
        entry.refusal(
            "key",
            "the key '" + key + "' differs from '" + other + "' in capitals alone",
            "a key of its own for each " + section.name);
      }
      if (label != null && label.equalsIgnoreCase(section.entries.get(index).written("label"))) {
        entry.refusal(
            "label",
            "the label '" + label + "' is taken by " + section.entries.get(index).path(),
            "a label of its own for each " + section.name);
        return;
      }
    }
  }

  /** How the key of an entry is written. */
  interface KeyStyle {

    /** Letters, digits, _ and -. */
    KeyStyle CODE = entry -> entry.code("key");

    /** A name that expressions can use. */
    KeyStyle NAME = entry -> entry.name("key");

    String read(YamlMap entry);
  }

  /** Turns an entry into what it means; may give null after it has reported why. */
  interface Entry<T> {
    T read(YamlMap entry, String key);
  }

  /**
   * Whether an entry has this key, or might have: one whose key is missing could be the one that
   * was meant.
   */
  boolean mayHave(String key) {
    return key == null || !whole || keys.contains(key) || keys.contains(null);
  }

  /** Whether every entry was read. */
  boolean complete() {
    return whole && !items.contains(null);
  }

  List<T> read() {
    return items.stream().filter(Objects::nonNull).toList();
  }

  /** The entry of this key; null if there is none or it is broken. */
  T find(String key) {
    int index = key == null ? -1 : keys.indexOf(key);
    return index < 0 ? null : items.get(index);
  }

  /** Reports a reference to an entry that does not exist. */
  void require(YamlMap from, String property, String key) {
    require(key, (message, expected) -> from.problem(property, message, expected));
  }

  /** Reports a reference to an entry that does not exist, wherever the caller says. */
  void require(String key, Report report) {
    if (!mayHave(key)) {
      String nearest =
          Suggestions.nearest(key, keys).map(known -> "; did you mean '" + known + "'?").orElse("");
      report.add("there is no " + name + " '" + key + "'" + nearest, expectedKeys());
    }
  }

  /** Where a mistake goes. */
  interface Report {
    void add(String message, String expected);
  }

  private String expectedKeys() {
    return keys.isEmpty()
        ? "none, because the file declares no " + name
        : "one of " + String.join(", ", new LinkedHashSet<>(keys));
  }

  /** Entries that are only a key and a label. */
  static Section<Term> terms(YamlMap parent, String listKey, String name, boolean required) {
    return read(
        parent,
        listKey,
        name,
        required,
        KeyStyle.CODE,
        (entry, key) -> {
          String label = entry.words("label", LONGEST_LABEL);
          return key == null || label == null ? null : new Term(key, label);
        });
  }

  <R> List<R> map(Function<T, R> convert) {
    return read().stream().map(convert).toList();
  }
}
