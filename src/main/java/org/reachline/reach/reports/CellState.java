package org.reachline.reach.reports;

/** What a cell of the completeness grid says: a sign and a word, never colour alone. */
public enum CellState {
  /** The period is not over. */
  NOT_DUE("·", "not due", "quiet"),
  /** The period is over and no report is in, but it is not late yet. */
  DUE("○", "due", "warn"),
  /** No report is in, and the study file calls that late. */
  LATE("!", "late", "bad"),
  /** Begun and not handed in, and not late yet. */
  DRAFT("✎", "draft", "warn"),
  /** Handed in. */
  SUBMITTED("✓", "submitted", "good"),
  /** Handed in and closed. */
  LOCKED("■", "locked", "good"),
  /** The site had left the study. */
  NOT_EXPECTED("–", "not expected", "quiet");

  private final String sign;
  private final String word;
  private final String tone;

  CellState(String sign, String word, String tone) {
    this.sign = sign;
    this.word = word;
    this.tone = tone;
  }

  /** One character that stands for it in the grid. */
  public String sign() {
    return sign;
  }

  /** The state in words. */
  public String word() {
    return word;
  }

  /** Part of the style's name: quiet, warn, bad or good. */
  public String tone() {
    return tone;
  }

  /** Whether somebody should fill the report in now. */
  public boolean isWaiting() {
    return this == DUE || this == LATE || this == DRAFT;
  }
}
