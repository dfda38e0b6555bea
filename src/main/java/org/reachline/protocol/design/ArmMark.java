package org.reachline.protocol.design;

/**
 * Marks that tell arms apart on paper, in greyscale and for colour-blind readers, in the order in
 * which they are given out.
 */
public enum ArmMark {
  CIRCLE("●"),
  SQUARE("■"),
  TRIANGLE("▲"),
  DIAMOND("◆"),
  OPEN_CIRCLE("○"),
  OPEN_SQUARE("□"),
  OPEN_TRIANGLE("△"),
  OPEN_DIAMOND("◇");

  private final String glyph;

  ArmMark(String glyph) {
    this.glyph = glyph;
  }

  /** The mark as one character of text. */
  public String glyph() {
    return glyph;
  }
}
