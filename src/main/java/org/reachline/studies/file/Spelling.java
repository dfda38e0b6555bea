package org.reachline.studies.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which word was meant. */
final class Spelling {

  private Spelling() {}

  /** The known word nearest to the written one, if it is near enough to have been meant. */
  static Optional<String> nearest(String written, Collection<String> known) {
    int far = Math.max(2, written.length() / 3);
    return known.stream()
        .min(Comparator.comparingInt(word -> distance(written, word)))
        .filter(word -> distance(written, word) <= far);
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
