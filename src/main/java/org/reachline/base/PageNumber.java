package org.reachline.base;

/**
 * The page of a long list that an address asks for, from 1. Addresses are cut, mistyped and kept
 * for years: what is no number is the first page, and a number beyond all lists is the last one
 * ({@link Paging#of}).
 *
 * @param number the page, 1 or more
 */
public record PageNumber(int number) {
  /** The first page. */
  public static final PageNumber FIRST = new PageNumber(1);

  /** Reads what an address says; never refuses. */
  public static PageNumber fromString(String typed) {
    String digits = typed == null ? "" : typed.strip();
    if (!digits.matches("[0-9]+")) {
      return FIRST;
    }
    String significant = digits.replaceFirst("^0+", "");
    if (significant.isEmpty()) {
      return FIRST;
    }
    return new PageNumber(
        significant.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(significant));
  }
}
