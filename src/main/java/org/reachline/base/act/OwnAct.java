package org.reachline.base.act;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/**
 * What a read leaves behind on purpose: that somebody came in for the first time, or looked at a
 * comparison. It is an act by nature, so it is one: named, and in a transaction of its own.
 * Everything else that a read does, it does in transactions that cannot write ({@link
 * ReadsWriteNothing}).
 */
@ApplicationScoped
public class OwnAct {
  private static final int SECONDS = 60;
  private static final ThreadLocal<Boolean> UNDER_WAY = ThreadLocal.withInitial(() -> false);

  @Inject Event<Told> told;

  /**
   * Told when such an act begins.
   *
   * @param name what it is, in a few words
   */
  public record Told(String name) {}

  /** Does it. */
  public void run(String name, Runnable act) {
    call(
        name,
        () -> {
          act.run();
          return null;
        });
  }

  /** Does it, and gives what it gives. */
  public <T> T call(String name, Supplier<T> act) {
    return call(name, SECONDS, act);
  }

  /**
   * The same for what takes longer.
   *
   * @param seconds how long it may take
   */
  public <T> T call(String name, int seconds, Supplier<T> act) {
    told.fire(new Told(name));
    boolean before = UNDER_WAY.get();
    UNDER_WAY.set(true);
    try {
      return QuarkusTransaction.requiringNew().timeout(seconds).call(act::get);
    } finally {
      UNDER_WAY.set(before);
    }
  }

  static boolean isUnderWay() {
    return UNDER_WAY.get();
  }
}
