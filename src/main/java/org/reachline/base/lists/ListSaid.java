package org.reachline.base.lists;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person says beside a list: which preview they confirm, why records change, and whatever
 * else the list asks.
 *
 * @param words what was said, by name of the field
 */
public record ListSaid(Map<String, List<String>> words) {
  /** Nothing. */
  public static final ListSaid NOTHING = new ListSaid(Map.of());

  /** Names and what is said under them, in turn; null says nothing. */
  public static ListSaid of(String... namesAndWords) {
    Map<String, List<String>> words = new LinkedHashMap<>();
    for (int i = 0; i < namesAndWords.length; i += 2) {
      if (namesAndWords[i + 1] != null) {
        words.put(namesAndWords[i], List.of(namesAndWords[i + 1]));
      }
    }
    return new ListSaid(words);
  }

  /** The first that was said under a name, or null. */
  public String first(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.get(0);
  }

  /** All that was said under a name. */
  public List<String> all(String name) {
    return words.getOrDefault(name, List.of());
  }

  /** Whether anything was said under a name. */
  public boolean has(String name) {
    return first(name) != null && !first(name).isBlank();
  }

  /** Basis of the preview that is confirmed; null to save without having looked. */
  public String basis() {
    return first("basis");
  }

  /** Why records change; may be null. */
  public String reason() {
    return first("reason");
  }
}
