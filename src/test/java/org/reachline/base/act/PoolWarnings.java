package org.reachline.base.act;

import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Fails whichever service test makes the pool of connections complain: it does so where something
 * speaks with the database after Hibernate gave the transaction's connection back. Found through
 * META-INF/services, so that no test has to name it.
 */
public final class PoolWarnings
    implements QuarkusTestBeforeEachCallback,
        QuarkusTestAfterEachCallback,
        QuarkusTestAfterAllCallback {
  private static final Logger POOL = Logger.getLogger("io.agroal.pool");
  private static final Queue<String> HEARD = new ConcurrentLinkedQueue<>();
  private static final Handler LISTENER =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          String said = line.getMessage() + " " + Arrays.toString(line.getParameters());
          if (said.contains("Closing open connection(s) prior to commit")) {
            HEARD.add(said);
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @Override
  public void beforeEach(QuarkusTestMethodContext context) {
    POOL.removeHandler(LISTENER);
    POOL.addHandler(LISTENER);
  }

  @Override
  public void afterEach(QuarkusTestMethodContext context) {
    failIfAny();
  }

  @Override
  public void afterAll(QuarkusTestContext context) {
    failIfAny();
  }

  private static void failIfAny() {
    List<String> heard = taken();
    if (!heard.isEmpty()) {
      throw new AssertionError(
          "SQL ran after the end of an act, see org.reachline.base.act.EndOfAct: " + heard);
    }
  }

  /** What was heard since this was asked last. */
  static List<String> taken() {
    List<String> heard = List.copyOf(HEARD);
    HEARD.removeAll(heard);
    return heard;
  }
}
