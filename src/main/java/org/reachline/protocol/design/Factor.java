package org.reachline.protocol.design;

import java.util.List;

/**
 * Something that is varied by allocation, such as the dose of coaching.
 *
 * @param key what arms, strategies and analyses refer to
 * @param label what people read
 * @param levels at least two; the first is the reference of every contrast
 */
public record Factor(String key, String label, List<Term> levels) {

  public Factor {
    Require.text(key, "key");
    Require.text(label, "label");
    levels = List.copyOf(levels);
    Require.that(levels.size() >= 2, "a factor needs two levels or more");
  }

  /** The level that the others are compared with. */
  public Term reference() {
    return levels.get(0);
  }

  /** Whether the factor has a level of this key. */
  public boolean hasLevel(String levelKey) {
    return levels.stream().anyMatch(level -> level.key().equals(levelKey));
  }
}
