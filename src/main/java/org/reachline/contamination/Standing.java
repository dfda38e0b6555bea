package org.reachline.contamination;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A flag as it stands today.
 *
 * @param finding what is so now, or null if it no longer holds
 * @param state how it stands, as it is kept
 * @param notes what people wrote, oldest first
 */
public record Standing(
    ContaminationFlag flag, Finding finding, FlagState state, List<FlagNote> notes) {
  /** Records that a page names; a coach of forty sites is shown by hundreds. */
  private static final int FEW = 25;

  /** What is so now, or was when it ended. */
  public String explanation() {
    String said = finding == null ? state.said : finding.said();
    return flag.person == null ? said : flag.person.name + " " + said;
  }

  /** First day of the evidence that there is now, else of that for which it was raised. */
  public LocalDate since() {
    return finding == null ? flag.since : finding.since();
  }

  /** When it was found that it no longer holds; null while it does. */
  public Instant endedAt() {
    return state.holds ? null : state.sinceAt;
  }

  /** The first of the records that show it; none where it no longer holds. */
  public List<String> shown() {
    return finding == null ? List.of() : finding.sources().stream().limit(FEW).toList();
  }

  /** How many more there are. */
  public int more() {
    return finding == null ? 0 : finding.sources().size() - shown().size();
  }
}
