package org.reachline.coaching;

import org.reachline.dose.EntryLinks;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedTotal;
import org.reachline.studies.Enrolment;

/**
 * A dose: two facts that are never exchanged.
 *
 * @param contacts contacts
 * @param minutes minutes
 * @param entries address of the entries that the two are made of
 */
record DoseJson(int contacts, int minutes, String entries) {

  static DoseJson planned(Enrolment unit, DoseAccount account) {
    return of(account.planned(), unit, account, "planned", "planned_contacts");
  }

  static DoseJson delivered(Enrolment unit, DoseAccount account) {
    return of(account.delivered(), unit, account, "counted", "contacts");
  }

  static DoseJson remaining(Enrolment unit, DoseAccount account) {
    return of(account.remaining(), unit, account, "open", "planned_contacts");
  }

  static DoseJson beside(Enrolment unit, DoseAccount account) {
    return of(account.extra(), unit, account, "beside", "contacts");
  }

  private static DoseJson of(
      PlannedTotal total, Enrolment unit, DoseAccount account, String of, String read) {
    return new DoseJson(total.contacts(), total.minutes(), entries(unit, account, of, read));
  }

  /** Address of the entries of an account's figure. */
  static String entries(Enrolment unit, DoseAccount account, String of, String read) {
    return "/api" + EntryLinks.site(unit.study, unit.unit, account, of, read);
  }
}
