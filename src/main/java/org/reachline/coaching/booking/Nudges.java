package org.reachline.coaching.booking;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.Formats;
import org.reachline.base.PublicAddress;
import org.reachline.base.outbox.Outbox;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.dose.CoachingAccounts;
import org.reachline.people.Person;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.dose.PlannedState;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * Reminds a site's coaches when the window of a planned contact nears and nothing is booked: by one
 * mail for each planned contact and coach, and on the coach's first page. How many days before says
 * the study file; a contact whose window has closed is late and no longer nudged for.
 */
@ApplicationScoped
public class Nudges {
  @Inject CoachingAccounts accounts;
  @Inject BookingQueries queries;
  @Inject Protocols protocols;
  @Inject Outbox outbox;

  @Inject PublicAddress here;

  /** Whether a planned contact wants booking: it nears or is due, and nothing is booked. */
  public static boolean isDue(
      PlannedLine line, DoseAccount account, Optional<Integer> nudgeDays, Booking booking) {
    return nudgeDays.isPresent()
        && booking == null
        && (line.state() == PlannedState.COMING || line.state() == PlannedState.DUE)
        && !account.asOf().isBefore(line.planned().dueFrom().minusDays(nudgeDays.get()));
  }

  @Scheduled(
      every = "{reachline.nudges.every}",
      delayed = "90s",
      identity = "nudge-coaches",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void work() {
    writeDue();
  }

  /** Writes the mails that are due and not yet written; safe to run as often as one likes. */
  @Transactional
  public void writeDue() {
    for (Study study : Study.listByTitle()) {
      boolean nudges =
          study.current != null
              && protocols.fileOf(study).strategies().stream()
                  .anyMatch(strategy -> strategy.nudgeDays().isPresent());
      if (nudges) {
        writeDue(study);
      }
    }
  }

  private void writeDue(Study study) {
    List<Enrolment> units =
        Enrolment.listForStudy(study).stream().filter(Enrolment::isActive).toList();
    Map<Long, BookingQueries.Booked> booked = queries.of(study);
    String prefix = "nudge/" + study.id + "/";
    Set<String> written = new HashSet<>();
    OutboxMail.<OutboxMail>stream("mailKey like ?1", prefix + "%")
        .forEach(mail -> written.add(mail.mailKey));
    for (CoachingAccounts.UnitAccount unit : accounts.of(study, units)) {
      Enrolment enrolment = unit.enrolment();
      BookingQueries.Booked own = booked.getOrDefault(enrolment.id, BookingQueries.Booked.NOTHING);
      for (PlannedLine line : due(study, unit.accounts(), own)) {
        for (Person coach : queries.coachesOf(enrolment.unit)) {
          String key = prefix + enrolment.id + "/" + BookingQueries.key(line) + "/" + coach.id;
          if (!written.contains(key) && !NudgeStop.isSetBy(coach)) {
            outbox.take(letter(key, study, enrolment, line, coach));
          }
        }
      }
    }
  }

  /** Planned contacts of a unit for which nothing is booked although their time nears. */
  public List<PlannedLine> due(
      Study study, List<DoseAccount> accounts, BookingQueries.Booked booked) {
    List<PlannedLine> due = new ArrayList<>();
    for (DoseAccount account : accounts) {
      Optional<Integer> days =
          protocols
              .fileOf(study)
              .findStrategy(account.strategy())
              .flatMap(strategy -> strategy.nudgeDays());
      for (PlannedLine line : account.lines()) {
        if (line.delivery().isEmpty() && isDue(line, account, days, booked.of(line))) {
          due.add(line);
        }
      }
    }
    return due;
  }

  private Outbox.Mail letter(
      String key, Study study, Enrolment unit, PlannedLine line, Person coach) {
    String site = here.url() + "/studies/" + study.slug + "/coaching/" + unit.unit.code;
    return new Outbox.Mail(
        key,
        coach.email,
        "Nothing is booked with " + unit.unit.name,
        "Dear "
            + coach.name
            + ",\n\n"
            + line.planned().label()
            + " with "
            + unit.unit.name
            + " is planned for "
            + Formats.inWords(line.planned().dueFrom())
            + " to "
            + Formats.inWords(line.planned().dueTo())
            + ", and no time is booked yet.\n\nBook one: "
            + site
            + "/book\nOr log it if it was held: "
            + site
            + "/log?planned="
            + BookingQueries.key(line).replace("|", "%7C")
            + "\n\nThis is said once. Do you want no such mail? Switch it off: "
            + here.url()
            + "/studies/"
            + study.slug
            + "/coaching-slots\n",
        null,
        null);
  }
}
