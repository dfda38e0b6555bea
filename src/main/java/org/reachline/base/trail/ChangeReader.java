package org.reachline.base.trail;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;

/** Reads what comes with a change, from a form or from a call of the API. */
@ApplicationScoped
public class ChangeReader {
  private static final int LONGEST_REASON = 500;

  /** From the fields {@code version} and {@code reason} of a form. */
  public Change ofForm(Map<String, String> typed, Problems problems) {
    return new Change(
        problems.integer("version", typed.get("version"), 0, Integer.MAX_VALUE),
        problems.text("reason", typed.get("reason"), LONGEST_REASON));
  }

  /**
   * From the body of a call, into which {@link EntityTags} has put the version of its {@code
   * If-Match}.
   *
   * @param sent version and reason as the body says them
   * @param noun what the record is called, for the message
   */
  public Change ofCall(Change sent, String noun, Problems problems) {
    return new Change(
        seen(sent.version(), noun, problems),
        problems.text("reason", sent.reason(), LONGEST_REASON));
  }

  /**
   * The same of a record that can be withdrawn; whoever was overtaken is told first, whatever else
   * is wrong.
   *
   * @throws Refusal.Conflict if it was withdrawn or changed since
   */
  public Change ofCall(Change sent, WithdrawableRecord record, Problems problems) {
    Change change = ofCall(sent, record.noun(), problems);
    if (change.version() != null) {
      record.requireUnchanged(change);
    }
    return change;
  }

  /** The version alone, where a call gives no reason or calls it otherwise. */
  public Integer seen(Integer version, String noun, Problems problems) {
    if (version == null) {
      problems.add("version", "Say which version of the " + noun + " you saw.");
    }
    return version;
  }
}
