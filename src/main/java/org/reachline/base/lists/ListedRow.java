package org.reachline.base.lists;

import java.util.function.Consumer;
import org.reachline.base.RowOutcome;

/**
 * What a row does.
 *
 * @param message what is told of it before
 * @param act does it, given the reason; null where nothing is to be done
 */
public record ListedRow(RowOutcome.Kind kind, String message, Consumer<String> act) {
  /** The record says so already. */
  public static ListedRow same(String message) {
    return new ListedRow(RowOutcome.Kind.SAME, message, null);
  }

  /** A record is made. */
  public static ListedRow enters(String message, Runnable act) {
    return new ListedRow(RowOutcome.Kind.NEW, message, reason -> act.run());
  }

  /** A record changes; {@code act} takes the reason. */
  public static ListedRow amends(String message, Consumer<String> act) {
    return new ListedRow(RowOutcome.Kind.CHANGED, message, act);
  }

  /** The same, and more to say of it. */
  public ListedRow and(String more) {
    return new ListedRow(kind, message.isEmpty() ? more : message + ". " + more, act);
  }
}
