package org.reachline.sessions.attendance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/** For which site somebody attends a session. */
@ApplicationScoped
public class AttendedSites {
  @Inject Audience audience;

  /** The person's site on the session's day; empty for somebody who then belonged to none. */
  public Optional<Site> siteOf(Person person, EchoSession session) {
    LocalDate day = dayOf(session);
    List<Affiliation> own =
        Affiliation.listHolding(person.id, day).stream()
            .filter(a -> !a.part.equals(Affiliation.COACH))
            .toList();
    if (own.size() < 2) {
      // Nearly everybody; a thousand joining at once need not each look through all allocations.
      return own.stream().findFirst().map(a -> a.site);
    }
    List<Enrolment> enrolments = Enrolment.listForStudy(session.program.study);
    Set<Long> inStudy = new HashSet<>();
    enrolments.forEach(e -> e.members.forEach(site -> inStudy.add(site.id)));
    Set<Long> offered = audience.offeredSiteIds(session, enrolments);
    Set<String> parts = audience.parts(session.program);
    // Somebody at two sites attends for the one that is meant: in this study, offered the session,
    // in the right part; then by code, so that the answer never depends on chance.
    return own.stream()
        .min(
            Comparator.comparing((Affiliation a) -> !offered.contains(a.site.id))
                .thenComparing(a -> !inStudy.contains(a.site.id))
                .thenComparing(a -> !parts.contains(a.part))
                .thenComparing(a -> a.site.code))
        .map(a -> a.site);
  }

  /**
   * A place in the study that begins only after the session, for somebody who had none on its day:
   * then it was most likely dated too late, and the minutes would count for no site.
   */
  public Optional<Affiliation> laterPlace(Person person, EchoSession session) {
    LocalDate day = dayOf(session);
    List<Affiliation> own =
        Affiliation.listForPerson(person).stream()
            .filter(a -> !a.part.equals(Affiliation.COACH))
            .toList();
    if (own.stream().noneMatch(a -> a.from.isAfter(day))
        || own.stream().anyMatch(a -> a.holdsOn(day))) {
      return Optional.empty();
    }
    Set<Long> inStudy = new HashSet<>();
    Enrolment.listForStudy(session.program.study)
        .forEach(e -> e.members.forEach(site -> inStudy.add(site.id)));
    return own.stream()
        .filter(a -> a.from.isAfter(day) && inStudy.contains(a.site.id))
        .min(Comparator.comparing((Affiliation a) -> a.from).thenComparing(a -> a.site.code));
  }

  private static LocalDate dayOf(EchoSession session) {
    return session.startsAt.atZone(session.program.zoneId()).toLocalDate();
  }
}
