package org.reachline.contamination;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.reachline.coaching.booking.BookingChanged;
import org.reachline.coaching.contacts.ContactChanged;
import org.reachline.dose.DeliveryObserved;
import org.reachline.dose.DoseChanged;
import org.reachline.people.AffiliationChanged;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.EnrolmentChanged;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersionCheck;

/**
 * Looks for contamination without anybody opening a page: within seconds after anything changed
 * that can begin or end it (contacts, sessions, activities, projects, bookings, people's places,
 * enrolments, allocations, the study file), and at every study each hour, because a move can lie
 * ahead when it is entered. A look that fails is taken up again. What a service that stopped had
 * still to look at, the next hourly round finds.
 */
@ApplicationScoped
class ContaminationRounds {
  @Inject ContaminationWatch watch;

  private final Waiting sites = new Waiting();
  private final Waiting units = new Waiting();
  private final Waiting studies = new Waiting();

  void onPeople(@Observes(during = TransactionPhase.AFTER_SUCCESS) AffiliationChanged change) {
    sites.add(change.siteId());
  }

  void onUnit(@Observes(during = TransactionPhase.AFTER_SUCCESS) EnrolmentChanged change) {
    studies.add(change.studyId());
  }

  void onDose(@Observes(during = TransactionPhase.AFTER_SUCCESS) DoseChanged change) {
    units.add(change.enrolmentId());
  }

  void onSeen(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeliveryObserved seen) {
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
  void onVersion(@Observes(during = TransactionPhase.AFTER_SUCCESS) StudyVersionCheck version) {
    studies.add(version.study().id);
  }

  /** Looks at the studies in which something changed since the last round. */
  @Scheduled(
      every = "{reachline.contamination-rounds}",
      delayed = "20s",
      identity = "look-for-contamination-after-changes",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public void lookWhereSomethingChanged() {
    List<RuntimeException> failures = new ArrayList<>();
    sites.each(
        key -> {
          Site known = Site.findById(key);
          if (known != null) {
            Enrolment.listForSite(known).forEach(unit -> studies.add(unit.study.id));
          }
        },
        failures);
    units.each(
        key -> {
          Enrolment known = Enrolment.findById(key);
          if (known != null) {
            studies.add(known.study.id);
          }
        },
        failures);
    studies.each(
        key -> {
          Study study = Study.findById(key);
          if (study != null) {
            watch.look(study);
          }
        },
        failures);
    if (!failures.isEmpty()) {
      RuntimeException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  /** Looks at every study. */
  @Scheduled(
      every = "{reachline.contamination-everywhere}",
      delayed = "4m",
      identity = "look-for-contamination",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public void lookEverywhere() {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                Study.listByTitle().stream()
                    .filter(study -> study.current != null)
                    .forEach(study -> studies.add(study.id)));
    lookWhereSomethingChanged();
  }

  /** Keys of what is to be looked at. */
  private static final class Waiting {
    private final Set<Long> keys = ConcurrentHashMap.newKeySet();
    private final Set<Long> failed = ConcurrentHashMap.newKeySet();

    void add(long key) {
      keys.add(key);
    }

    /**
     * Looks at each, in a transaction of its own, so that one study's trouble is not another's. It
     * is taken off before, so that a change meanwhile is looked at next time; where the look fails
     * it waits on.
     *
     * @param failures takes those that are new: nobody needs to read one in each round
     */
    void each(Consumer<Long> look, List<RuntimeException> failures) {
      for (Long key : List.copyOf(keys)) {
        if (keys.remove(key)) {
          try {
            QuarkusTransaction.requiringNew().run(() -> look.accept(key));
            failed.remove(key);
          } catch (RuntimeException failure) {
            keys.add(key);
            if (failed.add(key)) {
              failures.add(failure);
            }
          }
        }
      }
    }
  }
}
