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
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.WallClock;
import org.reachline.base.Words;
import org.reachline.people.Person;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.dose.PlannedContact;
import org.reachline.protocol.strategy.ContactKind;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;

/** Makes sense of what was typed about a contact, and says all that is wrong with it at once. */
@ApplicationScoped
public class ContactFormReader {
  /** A form is opened before its call ends; a clock that runs ahead by this much is forgiven. */
  private static final int MINUTES_AHEAD = 15;

  @Inject Protocols protocols;
  @Inject SiteAccess access;
  @Inject Clock clock;

  /** The planned line that was chosen. */
  private record Match(String strategy, String key, Integer month) {}

  /**
   * Reads the form.
   *
   * @param existing the contact that is amended, or null for a new one
   * @param mayWriteNotes whether the typist's private notes are taken
   * @return the draft, or null if {@code problems} has any
   */
  public ContactDraft read(
      ContactForm form,
      Enrolment enrolment,
      CoachingContact existing,
      boolean mayWriteNotes,
      Problems problems) {
    StudyFile file = protocols.fileOf(enrolment.study);
    Site site =
        problems.choice(
            "site",
            form.site,
            code ->
                enrolment.members.stream()
                    .filter(s -> s.code.equalsIgnoreCase(code) && access.mayCoach(s.id))
                    .findFirst(),
            "a site of this unit that you coach");
    ContactOutcome outcome = problems.choice("outcome", form.outcome, ContactOutcome.class);
    LocalDate day = problems.date("day", form.day);
    LocalTime time = problems.time("time", form.time);
    Integer minutes =
        problems.integer(
            "minutes",
            form.minutes,
            outcome == null || outcome == ContactOutcome.HELD ? 1 : 0,
            1440);
    Integer prep = problems.optionalInteger("prep", form.prep, 0, 1440);
    Integer travel = problems.optionalInteger("travel", form.travel, 0, 2880);
    DeliveredMode mode = problems.choice("mode", form.mode, DeliveredMode.class);
    ContactKind kind = problems.choice("kind", form.kind, ContactKind.class);
    Match match = planned(form.planned, file, enrolment, existing, problems);
    Instant known = form.at == null && existing != null ? existing.startsAt : form.at;
    Instant startsAt = startsAt(site, day, time, known, outcome, enrolment, existing, problems);
    if (match != null && match.key() != null && outcome == ContactOutcome.HELD) {
      refuseSecond(match, enrolment, existing, problems);
    }
    Set<Person> coaches = coaches(form, problems);
    List<Attendee> attendees = attendees(form, file, problems);
    String topics = problems.optionalLine("topics", form.topics, 500);
    String summary = problems.optionalText("summary", form.summary, 4000);
    List<NextStep> steps = steps(form, problems);
    String notes =
        !mayWriteNotes || form.privateNotes == null
            ? null
            : Optional.ofNullable(problems.optionalText("privateNotes", form.privateNotes, 4000))
                .orElse("");
    if (problems.any()) {
      return null;
    }
    return new ContactDraft(
        site,
        match.strategy(),
        match.key(),
        match.month(),
        outcome,
        startsAt,
        minutes,
        prep,
        travel,
        mode,
        kind,
        coaches,
        attendees,
        topics,
        summary,
        steps,
        notes);
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
            return strategy.map(s -> new Match(s.key(), null, null));
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
          return line.map(c -> new Match(strategyKey, c.key(), c.month().number()));
        },
        "a planned contact of this site, or unplanned help");
  }

  private static boolean isOwn(CoachingContact existing, String strategy, String occurrence) {
    return existing != null
        && existing.strategy.equals(strategy)
        && existing.occurrence().equals(Optional.of(occurrence));
  }

  private Instant startsAt(
      Site site,
      LocalDate day,
      LocalTime time,
      Instant known,
      ContactOutcome outcome,
      Enrolment enrolment,
      CoachingContact existing,
      Problems problems) {
    if (day == null) {
      return null;
    }
    if (day.isBefore(enrolment.enrolledOn)) {
      problems.add(
          "day",
          "The site joined the study on "
              + Words.inWords(enrolment.enrolledOn)
              + ", after this day.");
    }
    if (enrolment.withdrawnOn != null && day.isAfter(enrolment.withdrawnOn)) {
      problems.add(
          "day",
          "The site left the study on "
              + Words.inWords(enrolment.withdrawnOn)
              + ", before this day.");
    }
    if (site == null || time == null) {
      return null;
    }
    Instant startsAt = WallClock.instant(problems, "time", day.atTime(time), site.zoneId(), known);
    if (startsAt == null) {
      return null;
    }
    if (outcome != null
        && outcome != ContactOutcome.RESCHEDULED
        && startsAt.isAfter(clock.instant().plus(MINUTES_AHEAD, ChronoUnit.MINUTES))) {
      problems.add("day", "This lies ahead. Log a contact when it has taken place.");
    }
    CoachingContact.findStandingAt(site, startsAt)
        .filter(other -> existing == null || !other.id.equals(existing.id))
        .ifPresent(
            other ->
                problems.add(
                    "time",
                    "A contact with this site at exactly this time was already logged by "
                        + other.loggedBy
                        + "."));
    return startsAt;
  }

  private static void refuseSecond(
      Match match, Enrolment enrolment, CoachingContact existing, Problems problems) {
    CoachingContact.findDelivered(enrolment, match.strategy(), match.key(), match.month())
        .filter(other -> existing == null || !other.id.equals(existing.id))
        .ifPresent(
            other ->
                problems.add(
                    "planned",
                    "This planned contact was already held on "
                        + Words.inWords(other.heldOn())
                        + ". Choose another, or log this one as unplanned help."));
  }

  private static Set<Person> coaches(ContactForm form, Problems problems) {
    Set<Person> coaches = new HashSet<>();
    for (String typed : form.coaches) {
      if (typed == null || typed.isBlank()) {
        continue;
      }
      Person person =
          problems.choice("coaches", typed, ContactFormReader::person, "one of the coaches");
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
    return key.matches("\\d{1,18}") ? Person.findByIdOptional(Long.valueOf(key)) : Optional.empty();
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
      if (attendee != null) {
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
