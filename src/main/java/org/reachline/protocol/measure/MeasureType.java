package org.reachline.protocol.measure;

/** What a typist may enter for a measure. */
public enum MeasureType {
  /** A whole number of 0 or more. */
  COUNT,
  /** A number. */
  NUMBER,
  /** A number that is already a rate, published or computed elsewhere. */
  RATE,
  /** Yes or no, kept as 1 or 0. */
  YES_NO,
  /** Words; never summed. */
  TEXT
}
