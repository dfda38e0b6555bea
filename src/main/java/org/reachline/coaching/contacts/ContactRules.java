package org.reachline.coaching.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.Formats;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.WallClock;
import org.reachline.dose.Occurrence;
import org.reachline.people.Person;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.dose.PlannedContact;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;

/**
 * The rules of a contact that span its fields or depend on the study; form, list and API meet the
 * same here, and all that is wrong is said at once.
 */
@ApplicationScoped
public class ContactRules {
  /** A form is opened before its call ends; a clock that runs ahead by this much is forgiven. */
  private static final int MINUTES_AHEAD = 15;

  @Inject Protocols protocols;
  @Inject SiteAccess access;
  @Inject Clock clock;

  /** The planned line that was chosen; none for unplanned help. */
  private record Match(String strategy, Occurrence planned) {}

  /**
   * Reads what was typed.
   *
   * @param existing the contact that is amended, or null for a new one
   * @param mayWriteNotes whether the typist's private notes are taken
   * @return what it says, or null if {@code problems} has any
   */
  public ContactSaid read(
      ContactForm form,
      Enrolment enrolment,
      CoachingContact existing,
      boolean mayWriteNotes,
      Problems problems) {
    StudyFile file = protocols.fileOf(enrolment.study);
    Site site =
        problems.choice(
            "site",
            form.typed("site"),
            code ->
                enrolment.members.stream()
                    .filter(s -> s.code.equalsIgnoreCase(code) && access.mayCoach(s.id))
                    .findFirst(),
            "a site of this unit that you coach");
    LocalDate day = problems.date("day", form.typed("day"));
    LocalTime time = problems.time("time", form.typed("time"));
    Instant known = form.at == null && existing != null ? existing.facts.startsAt() : form.at;
    Match match = planned(form.typed("planned"), file, enrolment, existing, problems);
    ContactFacts facts =
        ContactFacts.SHEET
            .reader(form.typed, problems)
            .given("strategy", match == null ? null : match.strategy())
            .given("planned", match == null ? null : match.planned())
            .given("startsAt", began(site, day, time, known, problems))
            .given("coaches", coaches(form, problems))
            .given("attendees", attendees(form, file, problems))
            .given("nextSteps", steps(form, problems))
            .read();
    if (facts.outcome() == null || facts.outcome() == ContactOutcome.HELD) {
      checkHeld(facts, enrolment, existing, problems);
    }
    checkDay(day, enrolment, problems);
    checkStart(facts, site, existing, problems);
    String notes =
        !mayWriteNotes || form.typed.get("privateNotes") == null
            ? null
            : Optional.ofNullable(
                    problems.optionalText("privateNotes", form.typed("privateNotes"), 4000))
                .orElse("");
    return problems.any() ? null : new ContactSaid(site, facts, notes);
  }

  private Match planned(
      String typed,
      StudyFile file,
      Enrolment enrolment,
      CoachingContact existing,
      Problems problems) {
    return problems.choice(
        "planned",
        typed,
        value -> {
          int bar = value.indexOf('|');
          String strategyKey = bar < 0 ? value : value.substring(0, bar);
          String occurrence = bar < 0 ? "" : value.substring(bar + 1);
          Optional<Strategy> strategy =
              file.findStrategy(strategyKey).filter(s -> s.kind() == StrategyKind.COACHING);
          if (strategy.isEmpty() || occurrence.isEmpty()) {
            return strategy.map(s -> new Match(s.key(), null));
          }
          Optional<PlannedContact> line =
              protocols
                  .plannedDose(enrolment)
                  // A contact on record keeps the line that it was held under.
                  .flatMap(
                      dose ->
                          isOwn(existing, strategyKey, occurrence)
                              ? dose.findContactEver(strategyKey, occurrence)
                              : dose.findContact(strategyKey, occurrence));
          return line.map(c -> new Match(strategyKey, Occurrence.of(c.occurrence())));
        },
        "a planned contact of this site, or unplanned help");
  }

  private static boolean isOwn(CoachingContact existing, String strategy, String occurrence) {
    return existing != null
        && existing.facts.strategy().equals(strategy)
        && existing.occurrence().equals(Optional.of(occurrence));
  }

  private static Instant began(
      Site site, LocalDate day, LocalTime time, Instant known, Problems problems) {
    return site == null || day == null || time == null
        ? null
        : WallClock.instant(problems, "time", day.atTime(time), site.zoneId(), known);
  }

  private static void checkDay(LocalDate day, Enrolment enrolment, Problems problems) {
    if (day != null && day.isBefore(enrolment.enrolledOn)) {
      problems.add(
          "day",
          "The site joined the study on "
              + Formats.inWords(enrolment.enrolledOn)
              + ", after this day.");
    }
    if (day != null && enrolment.withdrawnOn != null && day.isAfter(enrolment.withdrawnOn)) {
      problems.add(
          "day",
          "The site left the study on "
              + Formats.inWords(enrolment.withdrawnOn)
              + ", before this day.");
    }
  }

  private void checkStart(
      ContactFacts facts, Site site, CoachingContact existing, Problems problems) {
    if (facts.startsAt() == null) {
      return;
    }
    if (facts.outcome() != null
        && facts.outcome() != ContactOutcome.RESCHEDULED
        && facts.startsAt().isAfter(clock.instant().plus(MINUTES_AHEAD, ChronoUnit.MINUTES))) {
      problems.add("day", "This lies ahead. Log a contact when it has taken place.");
    }
    CoachingContact.findStandingAt(site, facts.startsAt())
        .filter(other -> existing == null || !other.id.equals(existing.id))
        .ifPresent(
            other ->
                problems.add(
                    "time",
                    "A contact with this site at exactly this time was already logged by "
                        + other.loggedBy
                        + "."));
  }

  /** What was held has a length, and fulfils its planned contact alone. */
  private static void checkHeld(
      ContactFacts facts, Enrolment enrolment, CoachingContact existing, Problems problems) {
    if (problems.of("minutes") == null) {
      problems.atLeast("minutes", facts.minutes(), 1);
    }
    if (facts.outcome() == null || facts.planned() == null) {
      return;
    }
    CoachingContact.findDelivered(enrolment, facts.strategy(), facts.planned())
        .filter(other -> existing == null || !other.id.equals(existing.id))
        .ifPresent(
            other ->
                problems.add(
                    "planned",
                    "This planned contact was already held on "
                        + Formats.inWords(other.heldOn())
                        + ". Choose another, or log this one as unplanned help."));
  }

  private static Set<Person> coaches(ContactForm form, Problems problems) {
    Set<Person> coaches = new HashSet<>();
    for (String typed : form.coaches) {
      if (typed == null || typed.isBlank()) {
        continue;
      }
      Person person = problems.choice("coaches", typed, ContactRules::person, "one of the coaches");
      if (person != null && !person.roles.contains(Role.COACH)) {
        problems.add("coaches", person.name + " is not a coach.");
      } else if (person != null) {
        coaches.add(person);
      }
    }
    if (coaches.isEmpty() && problems.of("coaches") == null) {
      problems.add("coaches", "Tick who coached.");
    }
    return coaches;
  }

  private static Optional<Person> person(String key) {
    return key.contains("@")
        ? Person.findByEmail(key)
        : key.matches("\\d{1,18}") ? Person.findByIdOptional(Long.valueOf(key)) : Optional.empty();
  }

  private static List<Attendee> attendees(ContactForm form, StudyFile file, Problems problems) {
    List<Attendee> attendees = new ArrayList<>();
    Set<String> once = new HashSet<>();
    for (String typed : form.attended) {
      if (typed == null || typed.isBlank() || !once.add(typed)) {
        continue;
      }
      Attendee attendee =
          problems.choice(
              "attended",
              typed,
              value -> {
                int colon = value.indexOf(':');
                return colon < 0 || !hasPart(file, value.substring(0, colon))
                    ? Optional.empty()
                    : person(value.substring(colon + 1))
                        .map(p -> Attendee.known(value.substring(0, colon), p));
              },
              "somebody of the site in a part of the study");
      if (attendee != null && attendees.stream().noneMatch(attendee::isSame)) {
        attendees.add(attendee);
      }
    }
    for (int i = 0; i < form.othersPart.size(); i++) {
      String part = form.othersPart.get(i);
      Integer count =
          problems.optionalInteger(
              "others_" + part, i < form.othersCount.size() ? form.othersCount.get(i) : "", 0, 999);
      if (!hasPart(file, part)) {
        problems.add("others_" + part, "The study file knows no such part.");
      } else if (count != null && count > 0) {
        attendees.add(Attendee.unnamed(part, count));
      }
    }
    return attendees;
  }

  private static boolean hasPart(StudyFile file, String part) {
    return file.parts().stream().map(Term::key).anyMatch(part::equals);
  }

  private static List<NextStep> steps(ContactForm form, Problems problems) {
    List<NextStep> steps = new ArrayList<>();
    for (int i = 0; i < form.stepWhat.size(); i++) {
      String what = problems.optionalLine("step_" + i, form.what(i), 500);
      String owner = problems.optionalLine("step_owner_" + i, form.owner(i), 200);
      LocalDate due = problems.optionalDate("step_due_" + i, form.due(i));
      if (what != null) {
        steps.add(new NextStep(what, owner, due));
      } else if (owner != null || due != null) {
        problems.add("step_" + i, "Say what is to be done, or clear who and when.");
      }
    }
    return steps;
  }
}
