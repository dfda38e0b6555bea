package org.reachline.base.errors;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * Tells a database that is away or too busy from a mistake of ours: people are asked to come back
 * in a moment, and the log gets a line instead of a stack for each of them. SQLSTATE classes are
 * from PostgreSQL's manual, appendix A.
 */
final class DatabaseAway implements Filter {
  /** How soon it is worth while to try again, seconds. */
  static final int RETRY_AFTER_SECONDS = 5;

  /** Connection exceptions, insufficient resources, operator intervention (shutting down ...). */
  private static final Set<String> CLASSES = Set.of("08", "53", "57");

  /** A connection that was asked to end, or a database that takes none. */
  private static final Set<String> STATES = Set.of("55000", "25P03");

  /** What the pool says of each of its connections when all are lost. */
  private static final Pattern POOLS_OWN =
      Pattern.compile("incorrect state VALIDATION|This connection has been closed");

  /** A statement that somebody cancelled is not the database's absence. */
  private static final String CANCELLED = "57014";

  /** What is wrong with the database, in its own words; empty if the failure is something else. */
  public static Optional<String> in(Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth++ < 20; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isAway(sql)) {
        return Optional.of(words(sql));
      }
    }
    return Optional.empty();
  }

  private static boolean isAway(SQLException sql) {
    String state = sql.getSQLState();
    if (state == null || state.length() < 2) {
      // The pool has waited in vain: it names no state.
      return sql instanceof SQLTransientConnectionException
          || String.valueOf(sql.getMessage())
              .toLowerCase(Locale.ROOT)
              .contains("acquisition timeout")
          || String.valueOf(sql.getMessage()).contains("This connection has been closed");
    }
    return !state.equals(CANCELLED)
        && (CLASSES.contains(state.substring(0, 2)) || STATES.contains(state));
  }

  private static String text(LogRecord line) {
    return line.getMessage() + Arrays.toString(line.getParameters());
  }

  private static String words(SQLException sql) {
    String message = String.valueOf(sql.getMessage()).lines().findFirst().orElse("").strip();
    return sql.getSQLState() == null ? message : message + " (" + sql.getSQLState() + ")";
  }

  /** Makes one line of what a round or a library says of a database that is away. */
  @Override
  public boolean isLoggable(LogRecord line) {
    if ("io.agroal.pool".equals(line.getLoggerName()) && POOLS_OWN.matcher(text(line)).find()) {
      return false;
    }
    if (line.getThrown() != null) {
      in(line.getThrown())
          .ifPresent(
              away -> {
                line.setMessage("The database did not answer: " + away.replace("%", "%%"));
                line.setParameters(null);
                line.setThrown(null);
              });
    }
    return true;
  }
}
