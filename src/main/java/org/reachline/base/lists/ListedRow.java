package org.reachline.base.lists;

import java.util.function.Consumer;
import org.reachline.base.RowOutcome;

/**
 * What a row does.
 *
 * @param message what is told of it before
 * @param needsReason whether it is done only with a reason
 * @param act does it, given the reason or null; null where nothing is to be done
 */
public record ListedRow(
    RowOutcome.Kind kind, String message, boolean needsReason, Consumer<String> act) {
  /** The record says so already. */
  public static ListedRow same(String message) {
    return new ListedRow(RowOutcome.Kind.SAME, message, false, null);
  }

  /** A record is made. */
  public static ListedRow enters(String message, Runnable act) {
    return new ListedRow(RowOutcome.Kind.NEW, message, false, reason -> act.run());
  }

  /** The same where the act keeps a reason if one is given. */
  public static ListedRow enters(String message, Consumer<String> act) {
    return new ListedRow(RowOutcome.Kind.NEW, message, false, act);
  }

  /** A record is amended; {@code act} takes the reason. */
  public static ListedRow amends(String message, Consumer<String> act) {
    return new ListedRow(RowOutcome.Kind.CHANGED, message, true, act);
  }

  /** A record changes, with or without a reason. */
  public static ListedRow changes(String message, Consumer<String> act) {
    return new ListedRow(RowOutcome.Kind.CHANGED, message, false, act);
  }

  /** The same, and more to say of it. */
  public ListedRow and(String more) {
    return new ListedRow(kind, message.isEmpty() ? more : message + ". " + more, needsReason, act);
  }
}
