package org.reachline.sessions.live;

/** Where a raised hand or a question stands. */
enum QuestionState {
  /** Nobody has taken it yet. */
  WAITING("waiting"),
  /** The host has called it up. */
  TAKEN("now"),
  /** Spoken to. */
  ANSWERED("answered"),
  /** The host put it aside. */
  DISMISSED("put aside"),
  /** The person took it back. */
  WITHDRAWN("taken back");

  private final String label;

  QuestionState(String label) {
    this.label = label;
  }

  /** In words. */
  public String label() {
    return label;
  }

  /** Whether it is still in the queue. */
  public boolean isOpen() {
    return this == WAITING || this == TAKEN;
  }
}
