package org.reachline.reach.reports;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditEntry;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.people.Person;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * The acts on one report: save, hand in, amend, lock, unlock. Each is checked, done and written to
 * the trail in one transaction; pages and API share them.
 */
@RequestScoped
public class ReportActs {
  @Inject ReportAccess access;
  @Inject CurrentPerson me;
  @Inject AuditTrail audit;
  @Inject Clock clock;

  /** The state of a report as the trail keeps it. */
  public record Facts(
      ReportState state,
      Map<String, BigDecimal> values,
      Map<String, String> words,
      String warningNote) {
    public static Facts of(SiteReport report) {
      return new Facts(
          report.state,
          new LinkedHashMap<>(report.values),
          new LinkedHashMap<>(report.words),
          report.warningNote);
    }
  }

  /**
   * What the typist decided beside the numbers.
   *
   * @param change the report's version that the typist saw, or null if there was no report yet; why
   *     a report that was handed in is changed, or null
   * @param handIn whether to hand it in; a draft is kept otherwise
   * @param confirmed whether warnings were confirmed
   * @param note why they do not apply, or null
   */
  public record Decision(Change change, boolean handIn, boolean confirmed, String note) {
    private String reason() {
      return stripped(change.reason());
    }
  }

  /** The site's day. */
  public LocalDate today(ReportPlace place) {
    return LocalDate.now(clock.withZone(place.site().zoneId()));
  }

  /**
   * Lets one person at a time at a report, until the transaction ends: the second of two requests,
   * such as a double click's, sees what the first one did.
   */
  public void takeTurn(ReportPlace place) {
    SiteReport.getEntityManager()
        .createNativeQuery(
            "select 1 from (select pg_advisory_xact_lock(hashtextextended(?1, 0))) l")
        .setParameter(
            1,
            "site-report/"
                + SiteReport.key(place.enrolment(), place.site(), place.period().studyMonth()))
        .getSingleResult();
  }

  /**
   * Whether this is what the same person did last, sent once more: by a second click, or because
   * the answer was lost on the way. There is nothing left to do then and nobody to be told of.
   */
  public boolean isRepeat(ReportPlace place, Filled filled, Decision decision) {
    return place
        .findReport()
        .filter(r -> !decision.change().saw(r.version))
        .filter(r -> me.email().equals(r.changedBy))
        .filter(r -> r.state == (decision.handIn() ? ReportState.SUBMITTED : ReportState.DRAFT))
        .filter(r -> MeasureSheet.same(withImported(place, filled, Optional.of(r)), r.values))
        .filter(r -> r.words.equals(filled.words()))
        .filter(r -> !decision.handIn() || Objects.equals(stripped(decision.note()), r.warningNote))
        .filter(r -> decision.reason() == null || isLastReason(decision, r))
        .isPresent();
  }

  private static boolean isLastReason(Decision decision, SiteReport report) {
    return AuditEntry.findNewest(report.subject(), "")
        .filter(last -> decision.reason().equals(last.reason))
        .isPresent();
  }

  private static String stripped(String typed) {
    return typed == null || typed.isBlank() ? null : typed.strip();
  }

  /** Whether somebody changed the report since the typist saw it. */
  public boolean isOvertaken(ReportPlace place, Change change) {
    return place.findReport().filter(r -> !change.saw(r.version)).isPresent();
  }

  /** Who or what closed a report and when, and what to do; empty while it can be changed. */
  public Optional<String> closedBy(ReportPlace place, SiteReport report) {
    if (!report.isClosed(place.period(), today(place))) {
      return Optional.empty();
    }
    boolean locked = report.state == ReportState.LOCKED;
    boolean byPerson = locked && !"system".equals(report.lockedBy);
    // The study file may leave locking to people by now; the day on which it was done stands.
    LocalDate closedOn =
        locked
            ? LocalDate.ofInstant(report.lockedAt, place.site().zoneId())
            : place.period().lockOn();
    String who =
        byPerson
            ? "by "
                + nameOf(report.lockedBy)
                + ", "
                + Formats.shortly(report.lockedAt, place.site().zoneId())
            : "by the study's calendar on " + Formats.inWords(closedOn);
    return Optional.of(
        "This report was locked " + who + ". A coordinator can unlock it, with a reason.");
  }

  /** {@code Cole Whitfield (cole@example.org)}, or the address alone. */
  public static String nameOf(String email) {
    return Person.findByEmail(email).map(p -> p.name + " (" + email + ")").orElse(email);
  }

  /**
   * Keeps what was filled in: as a draft, handed in, or as an amendment of a report that was handed
   * in before.
   *
   * @param problems notes everything that keeps the report from being taken; if it holds any
   *     afterwards, nothing was saved
   * @return the report; empty if there are problems, such as a draft in which nothing is filled in
   * @throws Refusal.Conflict if somebody was quicker or the report is locked
   */
  @Transactional
  public Optional<SiteReport> keep(
      ReportPlace place, Filled filled, Decision decision, Problems problems) {
    access.requireEnter(place.site());
    requirePresent(place);
    takeTurn(place);
    Optional<SiteReport> found = place.findReport();
    if (isRepeat(place, filled, decision)) {
      return found;
    }
    requireSeen(place, decision.change(), found);
    found.ifPresent(r -> requireNotLocked(place, r));
    boolean amends = found.filter(r -> r.state.isHandedIn()).isPresent();
    boolean handIn = decision.handIn() || amends;
    Map<String, BigDecimal> values = withImported(place, filled, found);
    String reason = null;
    String note = problems.optionalText("report-note", decision.note(), 1000);
    if (amends) {
      reason = problems.text("report-reason", decision.change().reason(), 1000);
    }
    place.period().refusal(today(place), handIn).ifPresent(refusal -> problems.add("", refusal));
    if (handIn) {
      requireComplete(place, new Filled(values, filled.words()), decision, note, problems);
    } else if (found.isEmpty() && values.isEmpty() && filled.words().isEmpty() && !problems.any()) {
      problems.add("", "Nothing is filled in yet, so nothing was saved.");
    }
    if (problems.any()) {
      return Optional.empty();
    }
    SiteReport report = found.orElseGet(place::begin);
    Facts before = found.map(Facts::of).orElse(null);
    report.studyVersion = place.study().current;
    report.fill(values, filled.words(), me.email(), clock.instant());
    if (handIn) {
      report.submit(note, me.email(), clock.instant());
    }
    if (!report.isPersistent()) {
      report.persist();
    }
    String act = amends ? "report.amended" : handIn ? "report.submitted" : "report.saved";
    audit.record(act, report.subject(), place.site().id, before, Facts.of(report), reason);
    SiteReport.flush();
    return Optional.of(report);
  }

  /** Closes a submitted report. @throws Refusal.Conflict unless it is submitted */
  @Transactional
  public SiteReport lock(ReportPlace place, Change change) {
    SiteReport report = forCoordinator(place, change);
    audit.change(
        "report.locked",
        report,
        report.site.id,
        Facts::of,
        null,
        () -> report.lock(me.email(), clock.instant()));
    return report;
  }

  /** Opens a locked report again. @throws Refusal.BadInput without a reason */
  @Transactional
  public SiteReport unlock(ReportPlace place, Change change) {
    SiteReport report = forCoordinator(place, change);
    Problems problems = new Problems();
    String reason = problems.text("reason", change.reason(), 1000);
    problems.throwIfAny();
    audit.change(
        "report.unlocked",
        report,
        report.site.id,
        Facts::of,
        reason,
        () -> report.unlock(me.email(), clock.instant()));
    return report;
  }

  /**
   * Closes every submitted report of a study up to a study month. Reports of earlier enrolments
   * stay as they are: their months count from another start.
   *
   * @return how many were closed
   */
  @Transactional
  public int lockAll(Study study, int throughMonth) {
    return lockAll(study, report -> report.studyMonth <= throughMonth);
  }

  /** The same for every submitted report that is one of these. */
  @Transactional
  public int lockAll(Study study, Predicate<SiteReport> these) {
    requireCoordinator();
    int locked = 0;
    Map<Long, Enrolment> present = Enrolment.bySite(Enrolment.listForStudy(study));
    for (SiteReport report : SiteReport.listForStudy(study)) {
      Enrolment own = present.get(report.site.id);
      if (own == null || !own.id.equals(report.enrolment.id)) {
        continue;
      }
      if (report.state == ReportState.SUBMITTED && these.test(report)) {
        Facts before = Facts.of(report);
        report.lock(me.email(), clock.instant());
        audit.record(
            "report.locked", report.subject(), report.site.id, before, Facts.of(report), null);
        locked++;
      }
    }
    SiteReport.flush();
    return locked;
  }

  private void requireCoordinator() {
    if (!me.is(Role.COORDINATOR)) {
      throw new Refusal.NotAllowed("Only coordinators lock and unlock reports.");
    }
  }

  private SiteReport forCoordinator(ReportPlace place, Change change) {
    requireCoordinator();
    SiteReport report = place.findReport().orElseThrow(Refusal.NotFound::new);
    requireSeen(place, change, Optional.of(report));
    return report;
  }

  private static void requireSeen(ReportPlace place, Change change, Optional<SiteReport> found) {
    if (found.isEmpty() && change.version() != null) {
      throw new Refusal.Conflict(
          "There is no report of "
              + place.periodName()
              + " of "
              + place.site().name
              + " yet, so no version of it. Send none.");
    }
    if (found.isPresent() && !change.saw(found.get().version)) {
      throw new Refusal.Overtaken(
          nameOf(found.get().changedBy)
              + " changed "
              + place.periodName()
              + " of "
              + place.site().name
              + " while you were working on it. Look at it again, then repeat your change.",
          found.get().subject(),
          found.get().version);
    }
  }

  private static void requirePresent(ReportPlace place) {
    if (place.earlier()) {
      throw new Refusal.NotAllowed(
          "The unit was enrolled again since; reports of an earlier enrolment are only read.");
    }
  }

  private void requireNotLocked(ReportPlace place, SiteReport report) {
    closedBy(place, report)
        .ifPresent(
            closed -> {
              throw new Refusal.Conflict(closed);
            });
  }

  private void requireComplete(
      ReportPlace place, Filled filled, Decision decision, String note, Problems problems) {
    boolean explained = decision.confirmed() && note != null;
    boolean blank = false;
    for (Measure missing : place.sheet().missing(filled.values(), filled.words().keySet())) {
      if (problems.of(missing.key()) == null && !explained) {
        blank = true;
        problems.add(
            missing.key(),
            missing.type() == MeasureType.TEXT
                ? "Please fill this in."
                : "Please fill this in. Write 0 if there were none.");
      }
    }
    boolean unconfirmed = false;
    for (MeasureSheet.Finding finding : place.sheet().check(filled.values())) {
      if (finding.blocks()) {
        problems.add(finding.measure(), finding.message());
      } else {
        unconfirmed |= !explained;
      }
    }
    unconfirmed |= !explained && !unusual(place, filled).isEmpty();
    if (blank) {
      problems.add(
          "report-note",
          "Something that is asked for is blank. If it is not known, leave it empty, tick that it is"
              + " so and say why.");
    }
    if (unconfirmed && !blank) {
      problems.add(
          "report-note",
          "There are warnings. Check the numbers; if they are right, tick that they are and say"
              + " why.");
    }
  }

  /** Questions about numbers that the site never came near in another month. */
  public List<String> unusual(ReportPlace place, Filled filled) {
    List<Map<String, BigDecimal>> others =
        SiteReport.listForSite(place.enrolment(), place.site()).stream()
            .filter(report -> report.studyMonth != place.period().studyMonth())
            .map(report -> report.values)
            .toList();
    return Unusual.questions(place.sheet().typed(), filled.values(), others);
  }

  private static Map<String, BigDecimal> withImported(
      ReportPlace place, Filled filled, Optional<SiteReport> found) {
    Map<String, BigDecimal> values = new LinkedHashMap<>(filled.values());
    if (found.isPresent()) {
      // A total that came in by a file without its parts stays, until somebody types the parts.
      for (Measure measure : place.sheet().computed()) {
        BigDecimal imported = found.get().values.get(measure.key());
        if (imported != null && !place.sheet().complete(values).containsKey(measure.key())) {
          values.put(measure.key(), imported);
        }
      }
    }
    return values;
  }
}
