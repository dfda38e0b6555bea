package org.reachline.home;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.Paging;
import org.reachline.base.SiteAccess;
import org.reachline.coaching.booking.Booking;
import org.reachline.coaching.booking.BookingQueries;
import org.reachline.coaching.booking.BookingReply;
import org.reachline.coaching.booking.Nudges;
import org.reachline.dose.EntryLinks;
import org.reachline.dose.StudyAccounts;
import org.reachline.dose.StudyAccounts.Unit;
import org.reachline.home.TaskList.Fact;
import org.reachline.home.TaskList.Section;
import org.reachline.home.TaskList.Thing;
import org.reachline.home.TaskList.Urgency;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.studies.Study;

/**
 * What coaching asks for today: a coach's next contacts, and for the coordinator the units behind.
 */
@ApplicationScoped
class CoachingTasks {
  /** A booking that was never logged is asked for this long. */
  private static final Duration KEPT = Duration.ofDays(60);

  @Inject StudyAccounts accounts;
  @Inject SiteAccess access;
  @Inject BookingQueries queries;
  @Inject Nudges nudges;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /** A planned contact of one of the coach's own units. */
  private record Own(Unit unit, String site, DoseAccount account, PlannedLine line) {
    Urgency urgency() {
      return switch (line.state()) {
        case LATE -> Urgency.LATE;
        case DUE -> Urgency.NOW;
        default -> Urgency.CALM;
      };
    }
  }

  /** The coach's own units: what is late, what is due, what comes up next. */
  Section mine(Study study) {
    List<Own> next = new ArrayList<>();
    for (Unit unit : accounts.of(study)) {
      unit.memberOf(access::mayCoach)
          .ifPresent(
              site -> {
                for (DoseAccount account : unit.accounts()) {
                  account
                      .next()
                      .ifPresent(line -> next.add(new Own(unit, site.code(), account, line)));
                }
              });
    }
    List<Own> first =
        next.stream().sorted(Comparator.comparing(Own::urgency)).limit(TaskList.FEW).toList();
    Map<Long, BookingQueries.Booked> booked =
        queries.of(first.stream().map(own -> own.unit().enrolment()).toList());
    return new Section(
        "Your sites",
        first.stream()
            .map(
                own ->
                    thing(
                        study,
                        own,
                        booked.getOrDefault(own.unit().enrolment(), BookingQueries.Booked.NOTHING)))
            .toList(),
        "Nothing is left to plan: every contact of your sites was held, or no site is yours yet.",
        next.size(),
        "/studies/" + study.slug + "/coaching");
  }

  /** Coaching that is booked for the person or with the person, soonest first. */
  Section booked(Study study) {
    Instant now = clock.instant();
    PanacheQuery<Booking> open = Booking.findOpenOf(study, me.id(), now.minus(KEPT), now);
    List<Booking> first = Paging.slice(open, 0, TaskList.FEW);
    Map<Long, String> declined = declined(first);
    List<Thing> things = new ArrayList<>();
    for (Booking b : first) {
      boolean over = !b.slot.endsAt().isAfter(now);
      boolean coach = b.slot.coach.id == me.id();
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
            : "Nothing is booked. Pick a time on your site's coaching page.",
        first.size() < TaskList.FEW ? first.size() : open.count(),
        first.isEmpty() ? null : allBookings(study, first.get(0).site.code));
  }

  /** A coach's own stand together; a site's people find them on its coaching page. */
  private String allBookings(Study study, String site) {
    return "/studies/" + study.slug + (me.isCoach() ? "/coaching-slots" : "/coaching/" + site);
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
    List<StudyAccounts.Behind> behind = accounts.behind(study);
    return new Section(
        "Coaching behind plan",
        behind.stream().limit(TaskList.FEW).map(one -> thing(study, one)).toList(),
        "Every unit is on its plan.",
        behind.size(),
        "/studies/" + study.slug + "/coaching");
  }

  private static Thing thing(Study study, StudyAccounts.Behind behind) {
    DoseAccount account = behind.account();
    String site = behind.unit().code();
    int late = account.late().size();
    List<Fact> figures = new ArrayList<>();
    if (late > 0) {
      String words = late == 1 ? "contact late" : "contacts late";
      figures.add(fact(study, site, account, "late", "lines", "" + late, words));
    }
    if (!account.canStillBeMet()) {
      String reach = "" + account.contactsWithinReach();
      figures.add(fact(study, site, account, "reach", "lines", reach, "still within reach"));
      String planned = "" + account.planned().contacts();
      figures.add(fact(study, site, account, "planned", "planned_contacts", planned, "planned"));
    }
    return new Thing(
        late > 0 ? Urgency.LATE : Urgency.SOON,
        behind.unit().name(),
        account.canStillBeMet()
            ? "The dose can still be met until "
                + account.lastDayToMeet().map(Formats::inWords).orElse("")
                + "."
            : "The dose can no longer be met in full.",
        coachingHref(study, site),
        "Look at its coaching",
        figures);
  }

  private Thing thing(Study study, Own own, BookingQueries.Booked booked) {
    PlannedLine line = own.line();
    DoseAccount account = own.account();
    Booking booking = booked.of(line);
    String books =
        booking != null
            ? " Booked for "
                + Formats.inWords(booking.slot.startsAt, booking.slot.coach.zoneId())
                + "."
            : nudges.due(study, own.unit().accounts(), booked).contains(line)
                ? " Nothing is booked yet."
                : "";
    String window =
        Formats.inWords(line.planned().dueFrom())
            + " to "
            + Formats.inWords(line.planned().dueTo());
    List<Fact> figures = new ArrayList<>();
    String held = account.delivered().contacts() + " of " + account.planned().contacts();
    figures.add(fact(study, own.site(), account, "planned", "contacts_of", held, "contacts held"));
    account
        .percentOfContacts()
        .ifPresent(
            percent -> {
              String share = percent + " %";
              figures.add(
                  fact(
                      study,
                      own.site(),
                      account,
                      "planned",
                      "contacts_share",
                      share,
                      "of the plan"));
            });
    return new Thing(
        own.urgency(),
        own.unit().name() + ": " + line.planned().label(),
        "Planned " + window + "." + books,
        coachingHref(study, own.site()),
        "Log the contact",
        figures);
  }

  private static Fact fact(
      Study study,
      String site,
      DoseAccount account,
      String of,
      String read,
      String figure,
      String words) {
    return new Fact(figure, EntryLinks.site(study, site, account, of, read), words);
  }

  private static String coachingHref(Study study, String site) {
    return "/studies/" + study.slug + "/coaching/" + site;
  }
}
