package org.reachline.studies.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;

/**
 * What is done to every record of a site: it is entered, amended and withdrawn, each time by name
 * and on its trail. What follows from it, its room says.
 */
@ApplicationScoped
@Transactional
public class RecordActs {
  @Inject AuditTrail audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /** Enters one that is in order. */
  public <R extends SiteRecord<?>> R enter(R record) {
    return enter(record, "logged", me.email(), clock.instant(), () -> {});
  }

  /**
   * The same for one that was entered before it came here.
   *
   * @param act what entering it is called: {@code logged}
   * @param by mail address of who entered it
   * @param also what belongs to it and is kept elsewhere
   */
  public <R extends SiteRecord<?>> R enter(
      R record, String act, String by, Instant at, Runnable also) {
    record.enter(by, at);
    record.persistAndFlush();
    also.run();
    audit.record(
        record.kind() + "." + act, record.subject(), record.site.id, null, record.state(), null);
    return record;
  }

  /**
   * Puts one right.
   *
   * @param doing says it anew
   * @throws Refusal.Conflict if somebody was quicker or it was withdrawn
   */
  public void amend(SiteRecord<?> record, Change change, Runnable doing) {
    change(
        "amended",
        record,
        change,
        () -> {
          doing.run();
          record.amend(me.email(), clock.instant());
        });
  }

  /**
   * Takes one back for good.
   *
   * @throws Refusal.Conflict if somebody was quicker or it was withdrawn before
   */
  public void withdraw(SiteRecord<?> record, Change change) {
    change(
        "withdrawn",
        record,
        change,
        () -> record.withdraw(me.email(), change.reason(), clock.instant()));
  }

  /**
   * Does something else to one.
   *
   * @param act what it is called: {@code closed}
   * @throws Refusal.Conflict if somebody was quicker or it can no longer be changed
   */
  public void change(String act, SiteRecord<?> record, Change change, Runnable doing) {
    record.requireUnchanged(change);
    audit.change(
        record.kind() + "." + act,
        record,
        record.site.id,
        SiteRecord::state,
        change.reason(),
        doing);
  }
}
