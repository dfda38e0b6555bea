package org.reachline.base;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A request that the house turns down, named after who must act next: the typist (400), a colleague
 * (409) or their administrator (403, 404). {@code ErrorPages} turns each into a page or a JSON
 * problem; nothing is saved, because throwing it rolls the transaction back.
 */
public abstract sealed class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  private Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** The typist must act: something typed cannot be taken; says which field and what to do. */
  public static final class BadInput extends Refusal {
    private static final long serialVersionUID = 1L;
    private final transient List<Problems.Problem> problems;

    /** One or more problems, each with its field. */
    public BadInput(List<Problems.Problem> problems) {
      super(400, problems.isEmpty() ? "The input cannot be taken." : problems.get(0).message());
      this.problems = List.copyOf(problems);
    }

    /** A single problem. */
    public BadInput(String field, String message) {
      this(List.of(new Problems.Problem(field, message)));
    }

    /** The problems, in the order of the form. */
    public List<Problems.Problem> problems() {
      return problems;
    }
  }

  /**
   * A colleague was quicker, or the record's state forbids it; the message says what and by whom.
   */
  public static sealed class Conflict extends Refusal permits Overtaken {
    private static final long serialVersionUID = 1L;
    private final String subject;
    private final String act;

    /** What changed, by whom, and what to do. */
    public Conflict(String message) {
      this(message, null, null);
    }

    /**
     * For those who know what stands in the way, but not who put it there: its trail adds who, when
     * and what.
     *
     * @param message what stands in the way, a sentence
     * @param subject whose trail tells it, as given to the trail
     * @param act the act that tells it, or its beginning, such as {@code session.cancelled}; null
     *     for the newest
     */
    public Conflict(String message, String subject, String act) {
      super(409, message);
      this.subject = subject;
      this.act = act;
    }

    /** Whose trail tells who did it, or null. */
    public String subject() {
      return subject;
    }

    /** Which act tells it, or its beginning; null for the newest. */
    public String act() {
      return act;
    }
  }

  /** Somebody changed the record since the person saw it; its trail says who, when and what. */
  public static final class Overtaken extends Conflict {
    private static final long serialVersionUID = 1L;
    private final int version;
    private final boolean told;
    private final transient UnaryOperator<String> naming;
    private final transient UnaryOperator<String> labels;

    /**
     * Who was quicker is on this trail.
     *
     * @param act the acts that are changes, or their beginning; null for all
     * @param version the version that the record has now
     * @param naming what the reader calls somebody, by mail address
     * @param labels what the reader calls a property of the trail
     */
    public Overtaken(
        String subject,
        String act,
        int version,
        UnaryOperator<String> naming,
        UnaryOperator<String> labels) {
      super("Somebody changed this record while you were working on it.", subject, act);
      this.version = version;
      this.told = false;
      this.naming = naming;
      this.labels = labels;
    }

    /**
     * The message says who was quicker; what they did is on the trail of the subject, if there is
     * one.
     *
     * @param subject whose trail it is, or null where the message says that, too
     * @param version the version that the record has now
     */
    public Overtaken(String message, String subject, int version) {
      super(message, subject, null);
      this.version = version;
      this.told = true;
      this.naming = UnaryOperator.identity();
      this.labels = UnaryOperator.identity();
    }

    /** Whether the message says who was quicker. */
    public boolean isTold() {
      return told;
    }

    /** The version that the record has now. */
    public int version() {
      return version;
    }

    /** What the reader calls a property of the trail. */
    public String labelOf(String property) {
      return labels.apply(property);
    }

    /** What the reader calls somebody. */
    public String nameOf(String email) {
      return naming.apply(email);
    }
  }

  /** Signed in, but not for this act. Says what is lacking, not what is there. */
  public static final class NotAllowed extends Refusal {
    private static final long serialVersionUID = 1L;

    /** A sentence about the role that the act needs. */
    public NotAllowed(String message) {
      super(403, message);
    }
  }

  /**
   * It cannot be told from a request that somebody else made up in this person's name.
   *
   * <p>400 if the form's proof is missing or for somebody else, 403 if it says itself that it comes
   * from another site.
   */
  public static final class Unproven extends Refusal {
    private static final long serialVersionUID = 1L;

    /** What is lacking and what to do. */
    public Unproven(int status, String message) {
      super(status, message);
    }
  }

  /** Not there, or not for this person: the two look alike on purpose. */
  public static final class NotFound extends Refusal {
    private static final long serialVersionUID = 1L;

    /** The same words for both cases. */
    public NotFound() {
      super(404, "There is nothing here for you under this address.");
    }
  }

  /** Another service that this act needs does not answer; nothing was changed. */
  public static final class Unavailable extends Refusal {
    private static final long serialVersionUID = 1L;

    /** What does not answer and what to do. */
    public Unavailable(String message) {
      super(503, message);
    }
  }
}
