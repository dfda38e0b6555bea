package org.reachline.base.lists;

/** Is told how far a list has come, and may stop it by throwing. */
@FunctionalInterface
public interface Progress {
  /** Nobody asks. */
  Progress UNASKED = (step, done, of) -> {};

  /** What is being done with a list. */
  enum Step {
    /** Its rows are looked at. */
    READING("Rows looked at"),
    /** What they say is being saved. */
    SAVING("Rows saved");

    private final String label;

    Step(String label) {
      this.label = label;
    }

    /** In words, before a number. */
    public String label() {
      return label;
    }
  }

  /**
   * Tells it.
   *
   * @param of how many there are in this step
   */
  void told(Step step, int done, int of);
}
