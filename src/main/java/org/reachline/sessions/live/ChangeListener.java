package org.reachline.sessions.live;

import io.quarkus.logging.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * One connection of its own on which the database tells of changes, whichever instance made them.
 * When the connection breaks it is made again; whoever listens is told that something may have been
 * missed.
 */
final class ChangeListener implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int WAIT_MILLIS = 500;

  /** Who is told. */
  public interface Hearer {
    /** A session's page changed to this version. */
    void changed(long sessionId, long version);

    /** The line was (re)connected: anything may have changed meanwhile. */
    void reconnected();
  }

  private final DataSource database;
  private final Hearer hearer;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch connected = new CountDownLatch(1);
  private final Thread thread;

  /** Begins to listen. */
  public ChangeListener(DataSource database, Hearer hearer) {
    this.database = database;
    this.hearer = hearer;
    thread = new Thread(this::run, "live-changes");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits until the first connection listens. */
  public boolean awaitConnected(Duration most) throws InterruptedException {
    return connected.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    while (ended.getCount() > 0) {
      try {
        listen();
      } catch (SQLException e) {
        if (ended.getCount() > 0) {
          Log.warnf("The line that tells of live changes broke; connecting again: %s", e);
          rest();
        }
      }
    }
  }

  private void listen() throws SQLException {
    try (Connection connection = database.getConnection()) {
      try (Statement listen = connection.createStatement()) {
        listen.execute("listen " + LiveState.CHANNEL);
      }
      connected.countDown();
      hearer.reconnected();
      PGConnection line = connection.unwrap(PGConnection.class);
      try {
        while (ended.getCount() > 0) {
          PGNotification[] told = line.getNotifications(WAIT_MILLIS);
          if (told != null) {
            for (PGNotification one : told) {
              tell(one.getParameter());
            }
          }
        }
      } finally {
        if (!connection.isClosed()) {
          // The connection goes back to the pool: it must not listen for whoever has it next.
          try (Statement quiet = connection.createStatement()) {
            quiet.execute("unlisten *");
          }
        }
      }
    }
  }

  private void tell(String message) {
    int colon = message.indexOf(':');
    hearer.changed(
        Long.parseLong(message.substring(0, colon)), Long.parseLong(message.substring(colon + 1)));
  }

  private void rest() {
    try {
      // Returns at once when the service ends meanwhile.
      ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended.countDown();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      thread.join(PAUSE.toMillis() * 5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
