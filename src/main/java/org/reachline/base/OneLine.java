package org.reachline.base;

import java.util.Optional;

/**
 * Texts that stand on one line: names, titles, subjects. What ends a line or turns the direction of
 * what follows would break a mail's header, a calendar's entry or the row of a table.
 */
public final class OneLine {
  private OneLine() {}

  /** What is wrong with a text that was typed for one line, a sentence, or empty if it is one. */
  public static Optional<String> complaint(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (endsLine(c)) {
        return Optional.of(
            "One line, please: after “%s” another begins."
                .formatted(Problems.shortened(clean(text.substring(0, i)))));
      }
      if (turns(c) || Character.isISOControl(c)) {
        return Optional.of(
            "Character %d of this text is U+%04X, which nobody can see. Take it out, please."
                .formatted(i + 1, (int) c));
      }
    }
    return Optional.empty();
  }

  /** The same text on one line, for what was kept before this was asked or comes from elsewhere. */
  public static String clean(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> !turns(c))
        .map(c -> endsLine(c) || Character.isISOControl(c) || isHalf(c) ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString().strip().replaceAll(" {2,}", " ");
  }

  /** The same, cut to at most {@code most} characters between two letters. */
  public static String clean(String text, int most) {
    String line = clean(text);
    if (line.length() <= most) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(most - 2)) ? most - 2 : most - 1;
    return line.substring(0, end) + "…";
  }

  private static boolean endsLine(int c) {
    return c == '\n'
        || c == '\r'
        || c == 0x0B
        || c == '\f'
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  /** Embeddings, overrides and isolates of direction; the plain marks of a language stay. */
  private static boolean turns(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
