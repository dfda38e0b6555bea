package org.reachline.base.fence;

import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Leaves out of every line of the log, whoever writes it, what would let its reader act as somebody
 * else: join links and other signed claims, also where an exception quotes them.
 */
public final class DiscreetLog implements Filter {
  private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

  /** What failed, in the words that may be written down. */
  private static final class Told extends Throwable {
    private static final long serialVersionUID = 1L;

    Told(Throwable original, Throwable cause) {
      super(SignedClaims.unsaid(original.toString()), cause, false, true);
      setStackTrace(original.getStackTrace());
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }

  @Override
  public boolean isLoggable(LogRecord entry) {
    if (entry instanceof ExtLogRecord line) {
      String said = MESSAGE.format(line);
      String discreet = SignedClaims.unsaid(said);
      if (discreet != null && !discreet.equals(said)) {
        line.setMessage(discreet, ExtLogRecord.FormatStyle.NO_FORMAT);
      }
    }
    if (quotesAClaim(entry.getThrown())) {
      entry.setThrown(discreet(entry.getThrown()));
    }
    return true;
  }

  private static boolean quotesAClaim(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      String said = t.toString();
      if (!said.equals(SignedClaims.unsaid(said))) {
        return true;
      }
    }
    return false;
  }

  private static Throwable discreet(Throwable thrown) {
    return thrown == null ? null : new Told(thrown, discreet(thrown.getCause()));
  }
}
