package org.reachline.home;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.SiteAccess;
import org.reachline.coaching.booking.Booking;
import org.reachline.coaching.booking.BookingQueries;
import org.reachline.coaching.booking.BookingReply;
import org.reachline.coaching.booking.Nudges;
import org.reachline.coaching.contacts.CoachedSites;
import org.reachline.dose.CoachingAccounts;
import org.reachline.dose.CoachingAccounts.UnitAccount;
import org.reachline.dose.EntryLinks;
import org.reachline.home.TaskList.Fact;
import org.reachline.home.TaskList.Section;
import org.reachline.home.TaskList.Thing;
import org.reachline.home.TaskList.Urgency;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.dose.PlannedState;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * What coaching asks for today: a coach's next contacts, and for the coordinator the units behind.
 */
@ApplicationScoped
class CoachingTasks {
  /** A booking that was never logged is asked for this long. */
  private static final Duration KEPT = Duration.ofDays(60);

  @Inject CoachingAccounts accounts;
  @Inject SiteAccess access;
  @Inject CoachedSites coached;
  @Inject BookingQueries queries;
  @Inject Nudges nudges;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /** The coach's own units: what is late, what is due, what comes up next. */
  Section mine(Study study) {
    List<Thing> things = new ArrayList<>();
    Map<Long, BookingQueries.Booked> booked = queries.of(study);
    for (UnitAccount unit : accountsOf(study, e -> coached.of(e).isPresent())) {
      BookingQueries.Booked own =
          booked.getOrDefault(unit.enrolment().id, BookingQueries.Booked.NOTHING);
      List<PlannedLine> unbooked = nudges.due(unit, own);
      for (DoseAccount account : unit.accounts()) {
        account
            .next()
            .ifPresent(
                line -> things.add(next(study, unit, account, line, own.of(line), unbooked)));
      }
    }
    return new Section(
        "Your sites",
        things,
        "Nothing is left to plan: every contact of your sites was held, or no site is yours yet.");
  }

  /** Coaching that is booked for the person or with the person, soonest first. */
  Section booked(Study study) {
    List<Thing> things = new ArrayList<>();
    List<Booking> bookings = Booking.listForPerson(me.id(), clock.instant().minus(KEPT));
    Map<Long, String> declined = declined(bookings);
    for (Booking b : bookings) {
      boolean mine = b.slot.study.id.equals(study.id) && b.isOpen();
      boolean over = !b.slot.endsAt().isAfter(clock.instant());
      boolean coach = b.slot.coach.id == me.id();
      if (!mine || over && !coach) {
        continue;
      }
      String site = "/studies/" + study.slug + "/coaching/" + b.site.code;
      things.add(
          new Thing(
              over ? Urgency.NOW : Urgency.SOON,
              coach ? b.site.name : "Coaching with " + b.slot.coach.name,
              (over ? "Was booked for " : "Booked for ")
                  + Formats.inWords(b.slot.startsAt, me.zone())
                  + (b.topic == null ? "." : ": " + b.topic + ".")
                  + declined.getOrDefault(b.id, ""),
              over ? site + "/log?booking=" + b.id : site + "/bookings/" + b.id,
              over ? "Log it" : "Open the booking"));
    }
    return new Section(
        "Booked coaching",
        things,
        me.isCoach()
            ? "Nothing is booked. Offer times on the coaching page; your sites pick one."
            : "Nothing is booked. Pick a time on your site's coaching page.");
  }

  private static Map<Long, String> declined(List<Booking> bookings) {
    Map<Long, String> words = new HashMap<>();
    for (BookingReply reply : BookingReply.listDeclined(bookings)) {
      words.merge(
          reply.booking.id,
          " "
              + reply.person.name
              + " declined in the calendar; it stays booked until it is moved"
              + " or cancelled.",
          String::concat);
    }
    return words;
  }

  /** Units whose coaching is late or can no longer be met; for the coordinator. */
  Section behind(Study study) {
    List<Thing> things = new ArrayList<>();
    for (UnitAccount unit : accountsOf(study, e -> access.maySee(e.unit.id))) {
      for (DoseAccount account : unit.accounts()) {
        int late = account.late().size();
        if (late == 0 && (account.canStillBeMet() || account.remaining().contacts() == 0)) {
          continue;
        }
        if (late == 0 && account.due().isEmpty()) {
          // Lost contacts of a unit that has nothing left to hold are a finding, not a task.
          continue;
        }
        Site site = unit.enrolment().unit;
        List<Fact> figures = new ArrayList<>();
        if (late > 0) {
          figures.add(
              fact(
                  study,
                  site,
                  account,
                  "late",
                  "lines",
                  "" + late,
                  late == 1 ? "contact late" : "contacts late"));
        }
        if (!account.canStillBeMet()) {
          figures.add(
              fact(
                  study,
                  site,
                  account,
                  "reach",
                  "lines",
                  "" + account.contactsWithinReach(),
                  "still within reach"));
          figures.add(
              fact(
                  study,
                  site,
                  account,
                  "planned",
                  "planned_contacts",
                  "" + account.planned().contacts(),
                  "planned"));
        }
        things.add(
            new Thing(
                late > 0 ? Urgency.LATE : Urgency.SOON,
                site.name,
                account.canStillBeMet()
                    ? "The dose can still be met until "
                        + account.lastDayToMeet().map(Formats::inWords).orElse("")
                        + "."
                    : "The dose can no longer be met in full.",
                coachingHref(study, site),
                "Look at its coaching",
                figures));
      }
    }
    return new Section("Coaching behind plan", things, "Every unit is on its plan.");
  }

  private List<UnitAccount> accountsOf(Study study, Predicate<Enrolment> wanted) {
    List<Enrolment> units =
        Enrolment.listForStudy(study).stream().filter(e -> e.isActive() && wanted.test(e)).toList();
    return accounts.of(study, units);
  }

  private Thing next(
      Study study,
      UnitAccount unit,
      DoseAccount account,
      PlannedLine line,
      Booking booking,
      List<PlannedLine> unbooked) {
    String books =
        booking != null
            ? " Booked for "
                + Formats.inWords(booking.slot.startsAt, booking.slot.coach.zoneId())
                + "."
            : unbooked.contains(line) ? " Nothing is booked yet." : "";
    Urgency urgency =
        line.state() == PlannedState.LATE
            ? Urgency.LATE
            : line.state() == PlannedState.DUE ? Urgency.NOW : Urgency.CALM;
    String window =
        Formats.inWords(line.planned().dueFrom())
            + " to "
            + Formats.inWords(line.planned().dueTo());
    Site site = coached.of(unit.enrolment()).orElseThrow();
    List<Fact> figures = new ArrayList<>();
    figures.add(
        fact(
            study,
            site,
            account,
            "planned",
            "contacts_of",
            account.delivered().contacts() + " of " + account.planned().contacts(),
            "contacts held"));
    account
        .percentOfContacts()
        .ifPresent(
            percent ->
                figures.add(
                    fact(
                        study,
                        site,
                        account,
                        "planned",
                        "contacts_share",
                        percent + " %",
                        "of the plan")));
    return new Thing(
        urgency,
        unit.enrolment().unit.name + ": " + line.planned().label(),
        "Planned " + window + "." + books,
        coachingHref(study, site),
        "Log the contact",
        figures);
  }

  private static Fact fact(
      Study study,
      Site site,
      DoseAccount account,
      String of,
      String read,
      String figure,
      String words) {
    String entries = EntryLinks.site(study, site, account, of, read);
    return new Fact(figure, entries, words);
  }

  private static String coachingHref(Study study, Site site) {
    return "/studies/" + study.slug + "/coaching/" + site.code;
  }
}
