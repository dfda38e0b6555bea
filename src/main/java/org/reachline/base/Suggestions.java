package org.reachline.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which word was meant, for messages that help. */
public final class Suggestions {
  private Suggestions() {}

  /** The known word nearest to the written one, in any case, if it is near enough to be meant. */
  public static Optional<String> nearest(String written, Collection<String> known) {
    String plain = written.strip().toLowerCase(Locale.ROOT);
    int far = Math.max(2, plain.length() / 3);
    return known.stream()
        .min(Comparator.comparingInt(word -> distance(plain, word.toLowerCase(Locale.ROOT))))
        .filter(word -> distance(plain, word.toLowerCase(Locale.ROOT)) <= far);
  }

  /** {@code Did you mean “X”?} with a space before it, or nothing. */
  public static String didYouMean(String written, Collection<String> known) {
    return nearest(written, known).map(word -> " Did you mean “" + word + "”?").orElse("");
  }

  /** Levenshtein's distance: single letters put in, taken out or changed. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= left.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int above = row[column];
        int change = diagonal + (left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1);
        row[column] = Math.min(change, 1 + Math.min(above, row[column - 1]));
        diagonal = above;
      }
    }
    return row[right.length()];
  }
}
