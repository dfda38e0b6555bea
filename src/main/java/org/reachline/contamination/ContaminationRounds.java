package org.reachline.contamination;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.reachline.coaching.booking.BookingChanged;
import org.reachline.coaching.contacts.ContactChanged;
import org.reachline.dose.DoseChanged;
import org.reachline.dose.DoseSeen;
import org.reachline.people.AffiliationChanged;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.EnrolmentChanged;
import org.reachline.studies.Study;
import org.reachline.studies.VersionLoads;

/**
 * Looks for contamination without anybody opening a page: within seconds after anything changed
 * that can begin or end it (contacts, sessions, activities, projects, bookings, people's places,
 * enrolments, allocations, the study file), and at every study each hour, because a move can lie
 * ahead when it is entered. What a service that stopped had still to look at, the next hourly round
 * finds.
 */
@ApplicationScoped
public class ContaminationRounds {
  @Inject ContaminationWatch watch;

  private final Set<Long> sites = ConcurrentHashMap.newKeySet();
  private final Set<Long> units = ConcurrentHashMap.newKeySet();
  private final Set<Long> studies = ConcurrentHashMap.newKeySet();

  void onPeople(@Observes(during = TransactionPhase.AFTER_SUCCESS) AffiliationChanged change) {
    sites.add(change.siteId());
  }

  void onUnit(@Observes(during = TransactionPhase.AFTER_SUCCESS) EnrolmentChanged change) {
    studies.add(change.studyId());
  }

  void onDose(@Observes(during = TransactionPhase.AFTER_SUCCESS) DoseChanged change) {
    units.add(change.enrolmentId());
  }

  void onSeen(@Observes(during = TransactionPhase.AFTER_SUCCESS) DoseSeen seen) {
    units.add(seen.enrolmentId());
  }

  /** Who took part may change without the dose changing. */
  void onContact(@Observes(during = TransactionPhase.AFTER_SUCCESS) ContactChanged change) {
    units.add(change.enrolmentId());
  }

  void onBooking(@Observes(during = TransactionPhase.AFTER_SUCCESS) BookingChanged change) {
    units.add(change.enrolmentId());
  }

  /** Asked before a version is loaded; the round comes after. */
  void onVersion(@Observes(during = TransactionPhase.AFTER_SUCCESS) VersionLoads version) {
    studies.add(version.study().id);
  }

  /** Looks at the studies in which something changed since the last round. */
  @Scheduled(
      every = "{reachline.contamination-rounds}",
      delayed = "20s",
      identity = "look-for-contamination-after-changes",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  public void lookWhereSomethingChanged() {
    for (Long site : drain(sites)) {
      Site known = Site.findById(site);
      if (known != null) {
        Enrolment.listForSite(known).forEach(unit -> studies.add(unit.study.id));
      }
    }
    for (Long key : drain(units)) {
      Enrolment known = Enrolment.findById(key);
      if (known != null) {
        studies.add(known.study.id);
      }
    }
    for (Long key : drain(studies)) {
      Study study = Study.findById(key);
      if (study != null) {
        watch.look(study);
      }
    }
  }

  /** Looks at every study. */
  @Scheduled(
      every = "1h",
      delayed = "4m",
      identity = "look-for-contamination",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @Transactional
  public void lookEverywhere() {
    Study.listByTitle().stream().filter(study -> study.current != null).forEach(watch::look);
  }

  private static Set<Long> drain(Set<Long> pending) {
    Set<Long> taken = ConcurrentHashMap.newKeySet();
    for (Iterator<Long> keys = pending.iterator(); keys.hasNext(); ) {
      taken.add(keys.next());
      keys.remove();
    }
    return taken;
  }
}
