package org.reachline.cli.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.reachline.base.lists.OnBehalf;
import org.reachline.coaching.booking.BookingActs;
import org.reachline.coaching.booking.BookingFacts;
import org.reachline.coaching.booking.BookingQueries;
import org.reachline.coaching.booking.CoachingSlot;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.projects.ChangeProject;
import org.reachline.projects.CycleFacts;
import org.reachline.projects.PdsaAct;
import org.reachline.projects.ProjectActs;
import org.reachline.projects.ProjectFacts;
import org.reachline.projects.WalkFacts;
import org.reachline.projects.WalkNote;
import org.reachline.projects.WalkStage;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * What the demonstration's clinician and coach have going beside their contacts: a change project,
 * a walk-through, offered times and a booking. Written by hand, not simulated; the study says
 * SIMULATED on every page all the same.
 */
@ApplicationScoped
class DemoCoaching {
  @Inject Protocols protocols;
  @Inject BookingQueries queries;
  @Inject ProjectActs projects;
  @Inject BookingActs bookings;
  @Inject OnBehalf behalf;
  @Inject Clock clock;

  /** Saves everything, in the caller's transaction. */
  void save(Study study) {
    Person clinician = Person.findByEmail(DemoPersonas.CLINICIAN).orElseThrow();
    Optional<Enrolment> unit =
        Affiliation.listForPerson(clinician).stream()
            .flatMap(stay -> Enrolment.findForSite(study, stay.site).stream())
            .findFirst();
    Person coach = Person.findByEmail(DemoPersonas.COACH).orElseThrow();
    unit.ifPresent(enrolment -> saveProject(study, enrolment, clinician));
    unit.flatMap(enrolment -> queries.coachesOf(enrolment.unit).stream().findFirst())
        .ifPresent(own -> saveBooking(saveTimes(study, own), unit.orElseThrow(), clinician));
    if (CoachingSlot.count("coach", coach) == 0) {
      CoachingSlot first = saveTimes(study, coach);
      Enrolment.listForStudy(study).stream()
          .filter(e -> e.isActive() && queries.coachesOf(e.unit).contains(coach))
          .filter(e -> !queries.staffOf(e.unit).isEmpty())
          .findFirst()
          .ifPresent(e -> saveBooking(first, e, queries.staffOf(e.unit).get(0)));
    }
  }

  private void saveProject(Study study, Enrolment unit, Person clinician) {
    Site site = unit.unit;
    LocalDate today = LocalDate.now(clock.withZone(site.zoneId()));
    WalkFacts walk =
        new WalkFacts(
            today.minusDays(100),
            "Booking sergeant",
            "Case manager",
            "Charge nurse",
            "Ask about opioids in private at booking",
            List.of(
                new WalkNote(
                    WalkStage.FIRST_CONTACT,
                    "Asked about drugs in front of a line of people.",
                    "One question on paper, in the middle of forty.",
                    "Ask in the side room."),
                new WalkNote(
                    WalkStage.WAIT,
                    "Nobody said how long it takes.",
                    "Six days until the physician came by.",
                    "Standing order for the first night.")));
    projects.log(unit, site, walk, clinician.email);

    Optional<Measure> measure =
        protocols.fileOf(study).listMeasuresFor(site.type).stream()
            .filter(m -> m.type() == MeasureType.COUNT)
            .findFirst();
    BigDecimal baseline = usual(unit, site, measure.map(Measure::key).orElse(null));
    ProjectFacts charter =
        new ProjectFacts(
            "Ask in private at booking",
            "Find half as many people again with opioid use disorder at booking within three months",
            "Everyone booked",
            "Intake",
            "Booking area",
            measure.map(Measure::key).orElse(null),
            measure.isPresent() ? null : "People found at booking",
            baseline,
            baseline.multiply(new BigDecimal("1.5")).setScale(0, RoundingMode.CEILING),
            today.minusDays(90),
            today.plusDays(14),
            "Jail administrator",
            "Charge nurse",
            "Booking sergeant, case manager, night nurse",
            "The charge nurse, from the monthly report",
            null);
    ChangeProject p = projects.start(unit, site, charter, clinician.email);
    cycle(
        p,
        "Three questions in the side room, night shift",
        today.minusDays(88),
        today.minusDays(70),
        PdsaAct.ADAPT);
    cycle(p, "The same on every shift", today.minusDays(60), null, null);
  }

  /** What the site reported of a measure in a usual month, rounded. */
  private static BigDecimal usual(Enrolment unit, Site site, String measure) {
    double mean =
        SiteReport.listForSite(unit, site).stream()
            .map(report -> report.values.get(measure))
            .filter(Objects::nonNull)
            .mapToDouble(BigDecimal::doubleValue)
            .average()
            .orElse(20);
    return BigDecimal.valueOf(Math.max(1, Math.round(mean)));
  }

  private void cycle(ChangeProject p, String change, LocalDate from, LocalDate to, PdsaAct act) {
    projects.start(
        p,
        new CycleFacts(
            change,
            from,
            to,
            "The nurse on shift asks; the sergeant keeps the side room free.",
            to == null ? null : "Done in 14 of 18 nights; twice the room was taken.",
            to == null ? null : "People said more than at the counter.",
            act,
            act == null ? null : "Every shift, and a sign on the door."));
  }

  /** Offers six times; answers the first. */
  private CoachingSlot saveTimes(Study study, Person coach) {
    LocalDate today = LocalDate.now(clock.withZone(coach.zoneId()));
    LocalDate tuesday = today.with(TemporalAdjusters.next(DayOfWeek.TUESDAY));
    List<CoachingSlot> offers = new ArrayList<>();
    for (int week = 0; week < 3; week++) {
      for (int hour : new int[] {10, 14}) {
        CoachingSlot slot = new CoachingSlot();
        slot.study = study;
        slot.coach = coach;
        slot.startsAt = at(tuesday.plusWeeks(week), hour, coach);
        slot.minutes = 60;
        slot.mode = DeliveredMode.VIDEO;
        offers.add(slot);
      }
    }
    bookings.offer(offers);
    return offers.get(0);
  }

  /** The person picks the time themselves. */
  private void saveBooking(CoachingSlot slot, Enrolment unit, Person person) {
    CoachingSlot.flush();
    behalf.run(
        person.id,
        () ->
            bookings.book(
                unit,
                unit.unit,
                new BookingFacts(slot, person, "Standing order for the first night")));
  }

  private static Instant at(LocalDate day, int hour, Person coach) {
    return day.atTime(LocalTime.of(hour, 0)).atZone(coach.zoneId()).toInstant();
  }
}
