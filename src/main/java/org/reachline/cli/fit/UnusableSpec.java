package org.reachline.cli.fit;

/** The specification cannot be read; the message names what to mend. */
public final class UnusableSpec extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A sentence for whoever wrote the specification. */
  public UnusableSpec(String message) {
    super(message);
  }
}
