package org.reachline.coaching;

import static org.reachline.base.input.JsonBody.required;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.Hibernate;
import org.reachline.base.Problems;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.Sent;
import org.reachline.base.trail.AuditTrail;
import org.reachline.coaching.contacts.Attendee;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.ContactRules;
import org.reachline.people.Person;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.DoseFidelity;
import org.reachline.protocol.strategy.Thresholds;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/** The shapes of the coaching API. */
final class CoachingJson {
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

  /** Some people without a record, by the part that they played. */
  public record OthersJson(String part, Integer people) {}

  /**
   * A contact.
   *
   * @param privateNotes only for coaches of the site; null for everybody else
   * @param version send it back when you change the contact
   */
  public record ContactJson(
      long id,
      String site,
      @JsonUnwrapped ContactFacts facts,
      String privateNotes,
      String loggedBy,
      Instant loggedAt,
      String withdrawnBy,
      Instant withdrawnAt,
      String withdrawalReason,
      int version) {}

  /**
   * A contact to log, as {@link #typed} reads it.
   *
   * @param facts the properties that a contact on record has; {@code coaches} takes mail addresses
   *     or keys of persons
   * @param day day in the site's zone; day and time, or {@code startsAt}
   * @param time time of day in the site's zone
   * @param attended {@code part:person} of people with a record, by key or mail address
   * @param others people without a record, by part; attended and others, or {@code attendees}
   * @param privateNotes null to leave them as they are; taken from coaches of the site only
   */
  public record ContactRequest(
      @JsonUnwrapped ContactFacts facts,
      LocalDate day,
      LocalTime time,
      List<String> attended,
      List<OthersJson> others,
      String privateNotes) {
    static final FactSheet<ContactRequest> SHEET = FactSheet.of(ContactRequest.class);
  }

  /** A contact put right. */
  public record AmendRequest(Integer version, String reason, Sent<ContactRequest> contact) {}

  /** One act of a contact's trail. */
  public record StepJson(
      String act, String who, Instant when, String reason, List<AuditTrail.Difference> changes) {}

  static StepJson step(AuditTrail.Step step) {
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
        withPlan ? whole(c.facts) : ContactFacts.SHEET.with(whole(c.facts), "planned", null),
        withNotes ? c.privateNotes() : null,
        c.loggedBy,
        c.loggedAt,
        c.withdrawnBy,
        c.withdrawnAt,
        c.withdrawalReason,
        c.version);
  }

  /** Everything read, people in an order that does not change: the answer outlives the session. */
  private static ContactFacts whole(ContactFacts facts) {
    Set<Person> coaches = new TreeSet<>(Comparator.comparing((Person p) -> p.email));
    coaches.addAll(facts.coaches());
    facts.attendees().forEach(a -> Hibernate.initialize(a.person()));
    List<Attendee> attendees =
        facts.attendees().stream().sorted(Comparator.comparing((Attendee a) -> a.part())).toList();
    ContactFacts whole = ContactFacts.SHEET.with(facts, "coaches", coaches);
    whole = ContactFacts.SHEET.with(whole, "attendees", attendees);
    return ContactFacts.SHEET.with(whole, "nextSteps", List.copyOf(facts.nextSteps()));
  }

  /** The request as if typed, so that page and API know the same rules. */
  static Map<String, String> typed(Sent<ContactRequest> request, Site site, Problems problems) {
    Map<String, String> sent =
        ContactFacts.SHEET.typed(required(request), ContactRequest.SHEET, problems);
    Map<String, String> typed = new LinkedHashMap<>(sent);
    typed.put("site", site.code);
    String strategy = sent.get("strategy");
    String line = sent.getOrDefault("planned", null);
    typed.put(
        "planned",
        strategy == null || strategy.isBlank()
            ? null
            : strategy + "|" + (line == null ? "" : line));
    for (String list : List.of("attendees.", "others.")) {
      for (int i = 0; sent.containsKey(list + i + ".part"); i++) {
        String one = list + i + ".";
        ContactRules.attended(
            typed, sent.get(one + "part"), sent.get(one + "person"), sent.get(one + "people"));
      }
    }
    return typed;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
