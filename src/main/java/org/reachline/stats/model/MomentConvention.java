package org.reachline.stats.model;

import org.reachline.stats.UnusableQuestion;

/**
 * How the scale phi and the correlation alpha are estimated; the two differ by the number of
 * coefficients, which shows when clusters are few.
 */
public enum MomentConvention {
  /**
   * R's geepack: divides by the number of rows and of all pairs; AR1 uses pairs at every distance.
   */
  GEEPACK,
  /** Liang and Zeger 1986, SAS GENMOD: subtracts the coefficients; AR1 uses neighbours only. */
  DF;

  /** The convention of that name. */
  public static MomentConvention named(String name) {
    return switch (name) {
      case "geepack" -> GEEPACK;
      case "df" -> DF;
      default ->
          throw new UnusableQuestion(
              "there is no convention %s; known are geepack, df".formatted(name));
    };
  }
}
