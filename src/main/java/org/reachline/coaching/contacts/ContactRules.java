package org.reachline.coaching.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.Formats;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.WallClock;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.facts.SentForm;
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

  /** Where people with a record are typed, as {@code part:person} by key or mail address. */
  public static final String ATTENDED = "attended";

  /** What the number of people without a record who played a part is typed in, before the part. */
  public static final String OTHERS = "others_";

  @Inject Protocols protocols;
  @Inject SiteAccess access;
  @Inject Clock clock;

  /** The planned line that was chosen; none for unplanned help. */
  private record Match(String strategy, Occurrence planned) {}

  /**
   * What a form says: who of the site took part stands in {@code attended.0}, people without a
   * record by part in {@code others_member}.
   */
  public static Map<String, String> typed(SentForm sent) {
    Map<String, String> typed = sent.typed(ContactFacts.SHEET);
    FactSheet.putSeveral(typed, ATTENDED, sent.all(ATTENDED));
    List<String> parts = sent.all("othersPart");
    List<String> counts = sent.all("othersCount");
    for (int i = 0; i < parts.size(); i++) {
      typed.put(OTHERS + parts.get(i), i < counts.size() ? counts.get(i) : "");
    }
    return typed;
  }

  /**
   * What a form is filled with. One answer, {@code planned}, says strategy and planned line: {@code
   * coaching|monthly_call@4}, or {@code coaching|} for unplanned help; day and time are the site's.
   */
  public static Map<String, String> typed(CoachingContact c) {
    Map<String, String> typed = ContactFacts.SHEET.typed(c.facts);
    typed.keySet().removeIf(field -> field.startsWith("attendees."));
    typed.put("site", c.site.code);
    typed.put("planned", c.facts.strategy() + "|" + c.occurrence().orElse(""));
    began(typed, c.facts.startsAt().atZone(c.site.zoneId()));
    c.facts.attendees().forEach(a -> attended(typed, a.part(), key(a.person()), a.people() + ""));
    typed.put("version", String.valueOf(c.version));
    return typed;
  }

  private static String key(Person person) {
    return person == null ? null : person.id.toString();
  }

  /** Types when it began, on the clock of the place. */
  public static void began(Map<String, String> typed, ZonedDateTime there) {
    typed.put("day", there.toLocalDate().toString());
    typed.put("time", there.toLocalTime().toString());
  }

  /**
   * Types that somebody took part.
   *
   * @param person by key or mail address; null for people without a record
   * @param people how many of those; added to those of this part that are typed already
   */
  public static void attended(
      Map<String, String> typed, String part, String person, String people) {
    if (person == null) {
      typed.merge(OTHERS + part, people == null ? "" : people, ContactRules::sum);
    } else {
      typed.put(ATTENDED + "." + FactSheet.several(typed, ATTENDED).size(), part + ":" + person);
    }
  }

  private static String sum(String one, String other) {
    String digits = "\\d{1,4}";
    return one.matches(digits) && other.matches(digits)
        ? String.valueOf(Integer.parseInt(one) + Integer.parseInt(other))
        : other;
  }

  /**
   * Reads what was typed: when it began as {@code day} and {@code time}, or as {@code startsAt}.
   *
   * @param existing the contact that is amended, or null for a new one
   * @param mayWriteNotes whether the typist's private notes are taken
   * @return what it says, or null if {@code problems} has any
   */
  public ContactSaid read(
      Map<String, String> typed,
      Enrolment enrolment,
      CoachingContact existing,
      boolean mayWriteNotes,
      Problems problems) {
    StudyFile file = protocols.fileOf(enrolment.study);
    Site site =
        problems.choice(
            "site",
            typed.get("site"),
            code ->
                enrolment.members.stream()
                    .filter(s -> s.code.equalsIgnoreCase(code) && access.mayCoach(s.id))
                    .findFirst(),
            "a site of this unit that you coach");
    Match match = planned(typed.get("planned"), file, enrolment, existing, problems);
    ContactFacts facts =
        ContactFacts.SHEET
            .reader(typed, problems)
            .given("strategy", match == null ? null : match.strategy())
            .given("planned", match == null ? null : match.planned())
            .given("startsAt", began(typed, site, existing, problems))
            .each("coaches", ContactRules::person, "one of the coaches")
            .given("attendees", attendees(typed, file, problems))
            .read();
    facts.coaches().stream()
        .filter(person -> !person.roles.contains(Role.COACH))
        .forEach(person -> problems.add("coaches", person.name + " is not a coach."));
    if (facts.outcome() == null || facts.outcome() == ContactOutcome.HELD) {
      checkHeld(facts, enrolment, existing, problems);
    }
    checkDay(facts, site, enrolment, problems);
    checkStart(facts, site, existing, problems);
    String notes = mayWriteNotes ? typed.get("privateNotes") : null;
    if (notes != null) {
      notes = notes.isBlank() ? "" : problems.optionalText("privateNotes", notes, 4000);
    }
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
      Map<String, String> typed, Site site, CoachingContact existing, Problems problems) {
    boolean isMoment = !isEmpty(typed, "startsAt");
    if (isMoment && isEmpty(typed, "day") && isEmpty(typed, "time")) {
      return problems.instant("startsAt", typed.get("startsAt"));
    }
    LocalDate day = problems.date("day", typed.get("day"));
    LocalTime time = problems.time("time", typed.get("time"));
    // Where the clocks go back, only the moment tells two like hours apart.
    Instant known =
        isMoment
            ? new Problems().instant("startsAt", typed.get("startsAt"))
            : existing == null ? null : existing.facts.startsAt();
    return site == null || day == null || time == null
        ? null
        : WallClock.instant(problems, "time", day.atTime(time), site.zoneId(), known);
  }

  private static boolean isEmpty(Map<String, String> typed, String field) {
    return typed.get(field) == null || typed.get(field).isBlank();
  }

  private static void checkDay(
      ContactFacts facts, Site site, Enrolment enrolment, Problems problems) {
    if (site == null || facts.startsAt() == null) {
      return;
    }
    LocalDate day = facts.startsAt().atZone(site.zoneId()).toLocalDate();
    if (day.isBefore(enrolment.enrolledOn)) {
      problems.add(
          "day",
          "The site joined the study on "
              + Formats.inWords(enrolment.enrolledOn)
              + ", after this day.");
    }
    if (enrolment.withdrawnOn != null && day.isAfter(enrolment.withdrawnOn)) {
      problems.add(
          "day",
          "The site left the study on "
              + Formats.inWords(enrolment.withdrawnOn)
              + ", before this day.");
    }
  }

  private void checkStart(
      ContactFacts facts, Site site, CoachingContact existing, Problems problems) {
    if (site == null || facts.startsAt() == null) {
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

  private static Optional<Person> person(String key) {
    return key.contains("@")
        ? Person.findByEmail(key)
        : key.matches("\\d{1,18}") ? Person.findByIdOptional(Long.valueOf(key)) : Optional.empty();
  }

  private static List<Attendee> attendees(
      Map<String, String> typed, StudyFile file, Problems problems) {
    Set<Attendee> attendees = new LinkedHashSet<>();
    for (String one : FactSheet.several(typed, ATTENDED)) {
      Attendee known =
          problems.choice(
              ATTENDED,
              one,
              value -> {
                int colon = value.indexOf(':');
                return colon < 0 || !hasPart(file, value.substring(0, colon))
                    ? Optional.empty()
                    : person(value.substring(colon + 1))
                        .map(p -> Attendee.known(value.substring(0, colon), p));
              },
              "somebody of the site in a part of the study");
      if (known != null) {
        attendees.add(known);
      }
    }
    typed.forEach(
        (field, said) -> {
          if (field.startsWith(OTHERS)) {
            String part = field.substring(OTHERS.length());
            Integer count = problems.optionalInteger(field, said, 0, 999);
            if (!hasPart(file, part)) {
              problems.add(field, "The study file knows no such part.");
            } else if (count != null && count > 0) {
              attendees.add(Attendee.unnamed(part, count));
            }
          }
        });
    return List.copyOf(attendees);
  }

  private static boolean hasPart(StudyFile file, String part) {
    return file.parts().stream().map(Term::key).anyMatch(part::equals);
  }
}
