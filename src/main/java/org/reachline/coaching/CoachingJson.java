package org.reachline.coaching;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactForm;
import org.reachline.coaching.contacts.ContactHistory;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.DoseFidelity;
import org.reachline.protocol.strategy.Thresholds;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/** The shapes of the coaching API. */
public final class CoachingJson {
  private CoachingJson() {}

  /**
   * A site on the board.
   *
   * @param arm key of its arm; null where there is none or you may not see arms
   * @param studyMonth study month of today; null before the start
   * @param standing {@code cannot_be_met}, {@code late}, {@code due}, {@code on_track}, {@code
   *     complete} or {@code not_planned}
   * @param rule key of the counting rule by which dose is told; null before allocation or start.
   *     Another rule of the study file is asked for by {@code rule=}
   * @param ruleLabel the rule in the study file's words
   * @param delivered what counted; null before allocation or start
   * @param onSchedule of {@code settled} contacts whose time has come, those held in their window
   * @param nextDueTo last day of the next planned contact's window
   * @param booked when the next booked contact begins; null if none is
   * @param belowThreshold measures of fidelity that fall short of the study file's threshold
   */
  public record BoardJson(
      String site,
      String name,
      String strategy,
      String arm,
      Integer studyMonth,
      String standing,
      String rule,
      String ruleLabel,
      DoseJson planned,
      DoseJson delivered,
      DoseJson remaining,
      DoseJson besidePlan,
      Integer onSchedule,
      Integer settled,
      String next,
      LocalDate nextDueTo,
      LocalDate lastDayToMeet,
      List<String> belowThreshold,
      Instant booked) {}

  /**
   * A site's account of one strategy.
   *
   * @param rule key of the counting rule; another one of the study file is asked for by {@code
   *     rule=}
   * @param ruleLabel the rule in the study file's words
   * @param asOf the day on which it was reckoned, in the site's zone
   * @param lastDayToMeet latest day of the next contact if all that remains shall be held in time,
   *     at the study file's pace; null when nothing remains
   * @param lastWeekToMeet Monday of that day's week
   * @param contactsWithinReach most counting contacts that the site can still end up with
   * @param fidelity shares of what was meant, each beside the study file's threshold
   * @param entries address of everything that it is made of
   */
  public record AccountJson(
      String strategy,
      String rule,
      String ruleLabel,
      LocalDate asOf,
      DoseJson planned,
      DoseJson delivered,
      DoseJson remaining,
      DoseJson besidePlan,
      int personMinutes,
      int onSchedule,
      int settled,
      boolean canStillBeMet,
      LocalDate lastDayToMeet,
      LocalDate lastWeekToMeet,
      int contactsWithinReach,
      List<FidelityJson> fidelity,
      List<LineJson> lines,
      List<String> beside,
      String entries) {}

  /**
   * One share of what was meant.
   *
   * @param measure {@code contacts}, {@code minutes}, {@code on_schedule} or {@code parts}
   * @param part how much there is
   * @param whole of how much; 0 while there is nothing to judge
   * @param atLeast the study file's threshold, a share; null if it sets none
   * @param met whether it is reached; null without a threshold or anything to judge
   * @param entries address of the entries that it is made of
   */
  public record FidelityJson(
      String measure, int part, int whole, Double atLeast, Boolean met, String entries) {

    static FidelityJson of(DoseFidelity.Measure m, Enrolment unit, DoseAccount account) {
      return new FidelityJson(
          m.key(),
          m.part(),
          m.whole(),
          m.atLeast().orElse(null),
          m.isMet().orElse(null),
          DoseJson.entries(unit, account, m.entries(), m.reading()));
    }
  }

  /** Somebody's part: {@code person} is a mail address, or null for {@code people} unnamed ones. */
  public record AttendeeJson(String part, String person, int people) {}

  /** What was agreed. */
  public record NextStepJson(String what, String owner, LocalDate dueOn) {}

  /**
   * A contact.
   *
   * @param planned the planned contact it fulfils, such as {@code monthly_call@4}; null if
   *     unplanned or if you may not know the site's plan
   * @param privateNotes only for coaches of the site; null for everybody else
   * @param version send it back when you change the contact
   */
  public record ContactJson(
      long id,
      String site,
      String strategy,
      String planned,
      String outcome,
      Instant startsAt,
      int minutes,
      Integer prepMinutes,
      Integer travelMinutes,
      String mode,
      String kind,
      List<String> coaches,
      List<AttendeeJson> attendees,
      String topics,
      String summary,
      List<NextStepJson> nextSteps,
      String privateNotes,
      String loggedBy,
      Instant loggedAt,
      String withdrawnBy,
      Instant withdrawnAt,
      String withdrawalReason,
      int version) {}

  /**
   * A contact to log. The day and time are the site's.
   *
   * @param strategy key of the coaching strategy
   * @param planned such as {@code monthly_call@4}; null for unplanned help
   * @param outcome {@code held}, {@code no_show} or {@code rescheduled}
   * @param mode {@code onsite}, {@code video}, {@code phone} or {@code mail}
   * @param coaches keys of persons
   * @param attended {@code part:person key} of people with a record
   * @param others people without a record, by part
   * @param privateNotes null to leave them as they are; taken from coaches of the site only
   */
  public record ContactRequest(
      String strategy,
      String planned,
      String outcome,
      LocalDate day,
      LocalTime time,
      Integer minutes,
      Integer prepMinutes,
      Integer travelMinutes,
      String mode,
      String kind,
      List<Long> coaches,
      List<String> attended,
      List<AttendeeJson> others,
      String topics,
      String summary,
      List<NextStepJson> nextSteps,
      String privateNotes) {}

  /** A contact put right. */
  public record AmendRequest(Integer version, String reason, ContactRequest contact) {}

  /** A contact taken back. */
  public record WithdrawRequest(Integer version, String reason) {}

  /** One act of a contact's trail. */
  public record StepJson(
      String act, String who, Instant when, String reason, List<ContactHistory.Change> changes) {}

  static StepJson step(ContactHistory.Step step) {
    return new StepJson(step.act(), step.who(), step.when(), step.reason(), step.changes());
  }

  static BoardJson row(CoachingBoard.Row row) {
    DoseAccount a = row.account();
    return new BoardJson(
        row.enrolment().unit.code,
        row.enrolment().unit.name,
        row.strategy().key(),
        row.arm() == null ? null : row.arm().key(),
        row.monthNow(),
        lower(row.standing()),
        a == null ? null : a.rule().key(),
        a == null ? null : a.rule().label(),
        a == null ? null : DoseJson.planned(row.enrolment(), a),
        a == null ? null : DoseJson.delivered(row.enrolment(), a),
        a == null ? null : DoseJson.remaining(row.enrolment(), a),
        a == null ? null : DoseJson.beside(row.enrolment(), a),
        a == null ? null : a.onSchedule(),
        a == null ? null : a.settled(),
        a == null ? null : a.next().map(l -> l.planned().occurrence()).orElse(null),
        a == null ? null : a.next().map(l -> l.planned().dueTo()).orElse(null),
        a == null ? null : a.lastDayToMeet().orElse(null),
        row.shortfalls().stream().map(DoseFidelity.Measure::key).toList(),
        row.booked().next() == null ? null : row.booked().next().slot.startsAt);
  }

  static AccountJson account(Enrolment unit, DoseAccount a, Thresholds thresholds) {
    return new AccountJson(
        a.strategy(),
        a.rule().key(),
        a.rule().label(),
        a.asOf(),
        DoseJson.planned(unit, a),
        DoseJson.delivered(unit, a),
        DoseJson.remaining(unit, a),
        DoseJson.beside(unit, a),
        a.personMinutes(),
        a.onSchedule(),
        a.settled(),
        a.canStillBeMet(),
        a.lastDayToMeet().orElse(null),
        a.lastWeekToMeet().orElse(null),
        a.contactsWithinReach(),
        DoseFidelity.of(a, thresholds).measures().stream()
            .map(m -> FidelityJson.of(m, unit, a))
            .toList(),
        a.lines().stream().map(LineJson::of).toList(),
        a.beside().stream().map(Delivery::source).toList(),
        DoseJson.entries(unit, a, "all", "lines"));
  }

  static ContactJson contact(CoachingContact c, boolean withPlan, boolean withNotes) {
    return new ContactJson(
        c.id,
        c.site.code,
        c.strategy,
        withPlan ? c.occurrence().orElse(null) : null,
        lower(c.outcome),
        c.startsAt,
        c.durationMinutes,
        c.prepMinutes,
        c.travelMinutes,
        lower(c.mode),
        lower(c.kind),
        c.coaches.stream().map(p -> p.email).sorted().toList(),
        c.attendees.stream()
            .map(a -> new AttendeeJson(a.part, a.person == null ? null : a.person.email, a.people))
            .sorted(Comparator.comparing(AttendeeJson::part))
            .toList(),
        c.topics,
        c.summary,
        c.nextSteps.stream().map(s -> new NextStepJson(s.what, s.owner, s.dueOn)).toList(),
        withNotes ? c.privateNotes() : null,
        c.loggedBy,
        c.loggedAt,
        c.withdrawnBy,
        c.withdrawnAt,
        c.withdrawalReason,
        c.version);
  }

  /** The request as if typed, so that page and API know the same rules. */
  static ContactForm form(ContactRequest r, Site site) {
    ContactForm form = new ContactForm();
    form.site = site.code;
    form.planned =
        r.strategy() == null ? null : r.strategy() + "|" + (r.planned() == null ? "" : r.planned());
    form.outcome = r.outcome();
    form.day = text(r.day());
    form.time = text(r.time());
    form.minutes = text(r.minutes());
    form.prep = text(r.prepMinutes());
    form.travel = text(r.travelMinutes());
    form.mode = r.mode();
    form.kind = r.kind();
    list(r.coaches()).forEach(id -> form.coaches.add(text(id)));
    form.attended.addAll(list(r.attended()));
    for (AttendeeJson other : list(r.others())) {
      form.othersPart.add(String.valueOf(other.part()));
      form.othersCount.add(String.valueOf(other.people()));
    }
    form.topics = r.topics();
    form.summary = r.summary();
    for (NextStepJson step : list(r.nextSteps())) {
      form.stepWhat.add(step.what());
      form.stepOwner.add(step.owner());
      form.stepDue.add(text(step.dueOn()));
    }
    form.privateNotes = r.privateNotes();
    return form;
  }

  private static <T> List<T> list(List<T> list) {
    return list == null ? List.of() : list.stream().filter(item -> item != null).toList();
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
