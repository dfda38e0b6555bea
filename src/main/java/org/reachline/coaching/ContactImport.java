package org.reachline.coaching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.Change;
import org.reachline.base.ListBasis;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.RowOutcome;
import org.reachline.base.SiteAccess;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Row;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactActs;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.ContactForm;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.coaching.contacts.ContactRules;
import org.reachline.coaching.contacts.ContactSaid;
import org.reachline.coaching.contacts.ContactState;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * Logs many contacts from one list, by the same rules as the form. All rows or none. A contact that
 * is on record at that site and time is compared in every column that the list has; what differs is
 * an amendment, with the row's reason or one that is asked once for all. A column that the list has
 * not leaves what is recorded as it is.
 */
@ApplicationScoped
public class ContactImport {
  /** More rows than a trial logs in a year; a larger file is split. */
  static final int MOST_ROWS = 5000;

  @Inject ContactRows rows;
  @Inject ContactRules rules;
  @Inject ContactActs acts;
  @Inject SiteAccess access;
  @Inject Protocols protocols;
  @Inject ListBasis basis;

  /**
   * What a list does.
   *
   * @param basis what it was made from, to come back with the confirmation
   * @param unexplained how many contacts it amends without a reason of their own
   */
  public record Taken(List<RowOutcome> rows, String basis, int unexplained) {
    /** Whether a row cannot be taken. */
    public boolean isBad() {
      return RowOutcome.anyError(rows);
    }

    /** What the preview says where it asks for a reason; empty where it asks for none. */
    public String why() {
      return unexplained == 0
          ? ""
          : "Contacts that are on record are amended. Kept with each that gives no reason of its"
              + " own.";
    }
  }

  /** A row that does something; {@code known} is null for a new contact. */
  private record Line(
      Enrolment enrolment, CoachingContact known, ContactSaid said, String reason) {}

  /** What is to be done, and the records that it was found from. */
  private static final class Plan {
    final List<RowOutcome> outcomes = new ArrayList<>();
    final List<Line> lines = new ArrayList<>();
    final List<ListBasis.Found> found = new ArrayList<>();
    final Map<String, Integer> seen = new HashMap<>();

    int unexplained() {
      return (int) lines.stream().filter(l -> l.known() != null && l.reason() == null).count();
    }
  }

  /** Says per row what the list would do, and does nothing. */
  @Transactional
  public Taken check(Study study, String text) {
    Plan plan = plan(study, text);
    return new Taken(plan.outcomes, basis.of(plan.found), plan.unexplained());
  }

  /**
   * Does what the list says, unless a row has an error.
   *
   * @param seen basis of the preview that was confirmed; null to skip the comparison
   * @param reason why contacts are amended whose rows give no reason
   * @throws Refusal.Conflict with who changed what since the preview
   * @throws Refusal.BadInput without a reason where one is needed
   */
  @Transactional
  public Taken take(Study study, String text, String seen, String reason) {
    Plan plan = plan(study, text);
    basis.requireSame(seen, plan.found);
    Taken taken = new Taken(plan.outcomes, basis.of(plan.found), plan.unexplained());
    if (taken.isBad()) {
      return taken;
    }
    Problems problems = new Problems();
    String why = problems.optionalText("reason", reason, 500);
    if (why == null && taken.unexplained() > 0 && !problems.any()) {
      problems.add(
          "reason",
          "Say why contacts that are on record are amended, here or in a column “reason”.");
    }
    problems.throwIfAny();
    for (Line line : plan.lines) {
      if (line.known() == null) {
        acts.log(line.enrolment(), line.said());
      } else {
        String own = line.reason() == null ? why : line.reason();
        acts.amend(line.known(), line.said(), new Change(line.known().version, own));
      }
    }
    return taken;
  }

  private Plan plan(Study study, String text) {
    Plan plan = new Plan();
    UploadedTable table =
        UploadedTable.read(text, ContactRows.columns(protocols.fileOf(study).parts()));
    if (!table.problems().isEmpty()) {
      plan.outcomes.addAll(table.problems());
      return plan;
    }
    if (table.rows().size() > MOST_ROWS) {
      plan.outcomes.add(
          RowOutcome.error(
              0, "", "", "More than " + MOST_ROWS + " rows. Split the file and send the parts."));
      return plan;
    }
    for (Row row : table.rows()) {
      Problems problems = new Problems();
      RowOutcome outcome = read(study, table, row, problems, plan);
      for (Problems.Problem p : problems.list()) {
        plan.outcomes.add(
            RowOutcome.error(
                row.number(), row.get("site"), ContactRows.columnOf(p.field()), p.message()));
      }
      if (!problems.any()) {
        plan.outcomes.add(outcome);
      }
    }
    plan.outcomes.sort(Comparator.comparingInt(RowOutcome::row));
    return plan;
  }

  /** Adds a line, or notes problems. */
  private RowOutcome read(Study study, UploadedTable table, Row row, Problems problems, Plan plan) {
    Optional<Site> site =
        Site.findByCode(row.get("site"))
            // A site that the person does not coach looks like one that is not there.
            .filter(s -> access.mayCoach(s.id));
    Optional<Enrolment> enrolment = site.flatMap(s -> Enrolment.findForSite(study, s));
    if (enrolment.isEmpty()) {
      problems.add("site", "No site of this study that you coach has this code.");
      return null;
    }
    if (row.has("unit") && !row.get("unit").equalsIgnoreCase(enrolment.get().unit.code)) {
      problems.add("unit", "The site belongs to the unit " + enrolment.get().unit.code + ".");
    }
    CoachingContact known = known(row, site.get(), enrolment.get(), problems);
    ContactForm form = rows.form(study, table, row, site.get(), known, problems);
    plan.found.add(
        known == null
            ? new ListBasis.Found(
                "no contact "
                    + site.get().code
                    + " "
                    + form.typed("day")
                    + " "
                    + form.typed("time"),
                site.get().code,
                null)
            : new ListBasis.Found(known.subject(), site.get().code, known.version));
    String key =
        known == null
            ? site.get().code + " " + form.typed("day") + " " + form.typed("time")
            : known.subject();
    once(plan, key, "starts_at", row, problems);
    if (known != null && !problems.any() && ContactRows.saysTheSame(form, known)) {
      return outcome(row, RowOutcome.Kind.SAME, "");
    }
    ContactSaid said = rules.read(form, enrolment.get(), known, false, problems);
    if (said == null || problems.any()) {
      return null;
    }
    ContactFacts facts = said.facts();
    if (facts.planned() != null && facts.outcome() == ContactOutcome.HELD) {
      String planned = enrolment.get().id + facts.strategy() + facts.planned();
      once(plan, planned, "planned_key", row, problems);
    }
    String changes = known == null ? words(facts) : ContactState.changes(known, said);
    if (known != null && changes.isEmpty()) {
      return outcome(row, RowOutcome.Kind.SAME, "");
    }
    String reason = problems.optionalText("reason", row.get("reason"), 500);
    plan.lines.add(new Line(enrolment.get(), known, said, reason));
    return outcome(row, known == null ? RowOutcome.Kind.NEW : RowOutcome.Kind.CHANGED, changes);
  }

  /** The contact that a row is about: by its key, or the one on record at that site and time. */
  private static CoachingContact known(Row row, Site site, Enrolment enrolment, Problems problems) {
    if (!row.has("contact")) {
      return ContactRows.startsAt(row, site)
          .flatMap((Instant at) -> CoachingContact.findStandingAt(site, at))
          .orElse(null);
    }
    Optional<CoachingContact> named =
        Optional.of(row.get("contact"))
            .filter(key -> key.matches("\\d{1,18}"))
            .flatMap(key -> CoachingContact.<CoachingContact>findByIdOptional(Long.valueOf(key)))
            .filter(c -> c.enrolment.id.equals(enrolment.id) && c.isStanding());
    if (named.isEmpty()) {
      problems.add("contact", "No contact that stands with this site has this key.");
    }
    return named.orElse(null);
  }

  private static RowOutcome outcome(Row row, RowOutcome.Kind kind, String message) {
    String said =
        row.has("logged_at")
            ? (message.isEmpty() ? "" : message + ". ")
                + "When it was logged is the service's own time; the column logged_at is not taken"
            : message;
    return new RowOutcome(row.number(), row.get("site"), kind, "", said);
  }

  private static String words(ContactFacts facts) {
    return facts.outcome().label()
        + ", "
        + facts.minutes()
        + " minutes, "
        + (facts.planned() == null
            ? "unplanned help"
            : facts.planned().key() + " of month " + facts.planned().month());
  }

  private static void once(Plan plan, String key, String column, Row row, Problems problems) {
    Integer earlier = plan.seen.putIfAbsent(key, row.number());
    if (earlier != null) {
      problems.add(column, "Row " + earlier + " of this list says the same already.");
    }
  }
}
