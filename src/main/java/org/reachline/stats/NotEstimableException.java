package org.reachline.stats;

/**
 * Thrown inside the room when the data cannot give the answer asked for; the public faces turn it
 * into {@link Outcome.NotEstimable}.
 */
public final class NotEstimableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A sentence for the reader of the answer. */
  public NotEstimableException(String reason) {
    super(reason);
  }

  /** The sentence. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
