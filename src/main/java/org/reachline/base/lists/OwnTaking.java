package org.reachline.base.lists;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A list in a transaction of its own, which is taken back unless all of the list was done. */
final class OwnTaking {
  private OwnTaking() {}

  private static final class TakenBack extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TakenBack() {
      super("taken back", null, false, false);
    }
  }

  /**
   * Does it.
   *
   * @param seconds how long it may take
   */
  static <T extends ListOutcome> T call(int seconds, Supplier<T> act) {
    AtomicReference<T> told = new AtomicReference<>();
    try {
      QuarkusTransaction.requiringNew()
          .timeout(seconds)
          .run(
              () -> {
                told.set(act.get());
                if (!told.get().done()) {
                  throw new TakenBack();
                }
              });
    } catch (TakenBack nothingSaved) {
      // What it would do is told all the same.
    }
    return told.get();
  }
}
