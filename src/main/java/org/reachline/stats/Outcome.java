package org.reachline.stats;

import java.util.List;
import java.util.function.Function;

/**
 * The answer to a statistical question: either a value, or words that say why the data cannot give
 * one. Too little data is an ordinary answer ("3 sites; interval not estimable").
 *
 * @param <T> what is answered
 */
public sealed interface Outcome<T> {

  /** The rows that were used and left out, and why; never null. */
  RowsUsed rows();

  /** A value with its cautions inside. */
  record Answered<T>(T value, RowsUsed rows) implements Outcome<T> {}

  /**
   * The data are too few or too extreme.
   *
   * @param reason one sentence for a reader, without jargon where possible
   */
  record NotEstimable<T>(String reason, RowsUsed rows, List<String> cautions)
      implements Outcome<T> {
    public NotEstimable {
      cautions = List.copyOf(cautions);
    }
  }

  /** Whether there is a value. */
  default boolean isAnswered() {
    return this instanceof Answered<T>;
  }

  /**
   * The value.
   *
   * @throws IllegalStateException with the reason when there is none
   */
  default T get() {
    if (this instanceof Answered<T> answered) {
      return answered.value();
    }
    throw new IllegalStateException(reason());
  }

  /** Why there is no value; empty when there is one. */
  default String reason() {
    return this instanceof NotEstimable<T> not ? not.reason() : "";
  }

  /** The same outcome with another value. */
  default <U> Outcome<U> map(Function<T, U> change) {
    if (this instanceof NotEstimable<T> not) {
      return new NotEstimable<>(not.reason(), not.rows(), not.cautions());
    }
    return new Answered<>(change.apply(get()), rows());
  }
}
