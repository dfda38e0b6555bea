package org.reachline.stats;

/** The question itself is wrong (unknown column, broken formula); the message says what to mend. */
public final class UnusableQuestion extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** A sentence for whoever wrote the question. */
  public UnusableQuestion(String message) {
    super(message);
  }

  /** The sentence. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
