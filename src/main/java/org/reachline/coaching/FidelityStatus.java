package org.reachline.coaching;

import org.reachline.protocol.dose.DoseAccount;

/** How a site stands with its coaching, in one word; the worst first. */
enum FidelityStatus {
  /** Something planned was missed for good, or too little time is left. */
  CANNOT_BE_MET("Cannot be met in full", "tag-bad"),
  /** A planned contact is past its window and can still be held. */
  LATE("Late", "tag-bad"),
  /** A planned contact is due now. */
  DUE("Due now", "tag-warn"),
  /** Nothing is late or due. */
  ON_TRACK("On track", "tag-good"),
  /** Everything planned was held. */
  COMPLETE("Complete", "tag-good"),
  /** No arm or start date yet, so nothing is planned. */
  NOT_PLANNED("No plan yet", "tag-quiet");

  private final String label;
  private final String look;

  FidelityStatus(String label, String look) {
    this.label = label;
    this.look = look;
  }

  /** What people read. */
  public String label() {
    return label;
  }

  /** Style class of the tag; the word always stands with the colour. */
  public String look() {
    return look;
  }

  /** The standing of an account. */
  static FidelityStatus of(DoseAccount account) {
    if (!account.canStillBeMet()) {
      return CANNOT_BE_MET;
    }
    if (!account.late().isEmpty()) {
      return LATE;
    }
    if (!account.due().isEmpty()) {
      return DUE;
    }
    if (account.lines().isEmpty()) {
      return NOT_PLANNED;
    }
    return account.remaining().contacts() == 0 && account.remaining().minutes() == 0
        ? COMPLETE
        : ON_TRACK;
  }
}
