package org.reachline.coaching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.Problems;
import org.reachline.base.RowOutcome;
import org.reachline.base.SiteAccess;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.WallClock;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.file.Strategy;
import org.reachline.studies.file.StudyFile;
import org.reachline.studies.file.Term;

/**
 * Logs many contacts from one list, by the same rules as the form. All rows or none. A contact that
 * is on record at that site and time stays as it is; if the list says otherwise of it, the row is
 * an error, because an amendment needs its own reason.
 */
@ApplicationScoped
public class ContactImport {
  /** More rows than a trial logs in a year; a larger file is split. */
  static final int MOST_ROWS = 5000;

  private static final List<Column> COLUMNS =
      List.of(
          Column.required("site", "site_id", "site_code"),
          Column.required("minutes", "duration_minutes"),
          Column.required("mode"),
          Column.required("coach", "coaches"),
          Column.optional("starts_at"),
          Column.optional("day", "date"),
          Column.optional("time"),
          Column.optional("kind"),
          Column.optional("outcome"),
          Column.optional("strategy"),
          Column.optional("planned_key"),
          Column.optional("planned_month"),
          Column.optional("attended_by"),
          Column.optional("prep_minutes"),
          Column.optional("travel_minutes"),
          Column.optional("topics"),
          Column.optional("summary"),
          Column.optional("unit"),
          Column.optional("logged_at"));

  /** Columns of the list that a field of the form comes from, where the names differ. */
  private static final Map<String, String> COLUMN_OF =
      Map.of(
          "planned",
          "planned_key",
          "coaches",
          "coach",
          "attended",
          "attended_by",
          "prep",
          "prep_minutes",
          "travel",
          "travel_minutes");

  @Inject ContactReading reading;
  @Inject ContactLog log;
  @Inject CoachingAccounts accounts;
  @Inject SiteAccess access;
  @Inject Protocols protocols;

  private record Line(Enrolment enrolment, ContactDraft draft) {}

  /**
   * Says per row what the list does, and does it unless it is a dry run or a row has an error.
   *
   * @param dryRun whether to log nothing
   */
  @Transactional
  public List<RowOutcome> take(Study study, String text, boolean dryRun) {
    UploadedTable table = UploadedTable.read(text, COLUMNS);
    if (!table.problems().isEmpty()) {
      return table.problems();
    }
    if (table.rows().size() > MOST_ROWS) {
      return List.of(
          RowOutcome.error(
              0, "", "", "More than " + MOST_ROWS + " rows. Split the file and send the parts."));
    }
    List<RowOutcome> outcomes = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Row row : table.rows()) {
      Problems problems = new Problems();
      Optional<RowOutcome> same = read(study, row, problems, lines, seen);
      if (problems.any()) {
        for (Problems.Problem p : problems.list()) {
          outcomes.add(
              RowOutcome.error(
                  row.number(),
                  row.get("site"),
                  COLUMN_OF.getOrDefault(p.field(), p.field()),
                  p.message()));
        }
      } else {
        outcomes.add(
            same.orElseGet(
                () ->
                    new RowOutcome(
                        row.number(), row.get("site"), RowOutcome.Kind.NEW, "", words(lines))));
      }
    }
    outcomes.sort(Comparator.comparingInt(RowOutcome::row));
    if (!dryRun && !RowOutcome.anyError(outcomes)) {
      lines.forEach(line -> log.log(line.enrolment(), line.draft()));
    }
    return outcomes;
  }

  private static String words(List<Line> lines) {
    ContactDraft draft = lines.get(lines.size() - 1).draft();
    return draft.outcome().label()
        + ", "
        + draft.durationMinutes()
        + " minutes, "
        + (draft.plannedKey() == null
            ? "unplanned help"
            : draft.plannedKey() + " of month " + draft.plannedMonth());
  }

  /** Adds a line, notes problems, or answers that the contact is on record as the row says. */
  private Optional<RowOutcome> read(
      Study study, Row row, Problems problems, List<Line> lines, Map<String, Integer> seen) {
    Optional<Site> site =
        Site.findByCode(row.get("site"))
            // A site that the person does not coach looks like one that is not there.
            .filter(s -> access.mayCoach(s.id));
    Optional<Enrolment> enrolment = site.flatMap(s -> Enrolment.findForSite(study, s));
    if (enrolment.isEmpty()) {
      problems.add("site", "No site of this study that you coach has this code.");
      return Optional.empty();
    }
    ContactForm form = form(study, row, site.get(), problems);
    Optional<CoachingContact> known =
        startsAt(form, site.get()).flatMap(at -> CoachingContact.findStandingAt(site.get(), at));
    if (known.isPresent() && !problems.any()) {
      return known(row, known.get(), form, problems);
    }
    ContactDraft draft = reading.read(form, enrolment.get(), null, false, problems);
    if (draft == null || problems.any()) {
      return Optional.empty();
    }
    once(seen, site.get().code + " " + draft.startsAt(), "starts_at", row, problems);
    if (draft.plannedKey() != null && draft.outcome() == ContactOutcome.HELD) {
      String planned =
          enrolment.get().id + draft.strategy() + draft.plannedKey() + "@" + draft.plannedMonth();
      once(seen, planned, "planned_key", row, problems);
    }
    lines.add(new Line(enrolment.get(), draft));
    return Optional.empty();
  }

  private static void once(
      Map<String, Integer> seen, String key, String column, Row row, Problems problems) {
    Integer earlier = seen.putIfAbsent(key, row.number());
    if (earlier != null) {
      problems.add(column, "Row " + earlier + " of this list says the same already.");
    }
  }

  private static Optional<RowOutcome> known(
      Row row, CoachingContact contact, ContactForm form, Problems problems) {
    String planned = contact.strategy + "|" + contact.occurrence().orElse("");
    boolean same =
        planned.equals(form.planned)
            && contact.outcome.name().equalsIgnoreCase(form.outcome)
            && String.valueOf(contact.durationMinutes).equals(form.minutes)
            && contact.mode.name().equalsIgnoreCase(form.mode);
    if (same) {
      return Optional.of(
          new RowOutcome(row.number(), row.get("site"), RowOutcome.Kind.SAME, "", ""));
    }
    problems.add(
        "starts_at",
        "A contact with this site at this time is on record and says otherwise ("
            + contact.outcome.label()
            + ", "
            + contact.durationMinutes
            + " minutes, "
            + contact.occurrence().orElse("unplanned help")
            + "). Amend it there, with a reason.");
    return Optional.empty();
  }

  private ContactForm form(Study study, Row row, Site site, Problems problems) {
    List<Strategy> strategies = accounts.strategies(study);
    ContactForm form = new ContactForm();
    form.site = site.code;
    String strategy =
        row.has("strategy") || strategies.size() != 1
            ? row.get("strategy")
            : strategies.get(0).key();
    form.planned =
        strategy
            + "|"
            + (row.has("planned_key")
                ? row.get("planned_key") + "@" + row.get("planned_month")
                : "");
    form.outcome = row.has("outcome") ? row.get("outcome") : ContactOutcome.HELD.name();
    form.minutes = row.get("minutes");
    if (form.minutes.isEmpty() && !form.outcome.equalsIgnoreCase(ContactOutcome.HELD.name())) {
      form.minutes = "0";
    }
    form.prep = row.get("prep_minutes");
    form.travel = row.get("travel_minutes");
    form.mode = row.get("mode");
    form.kind = row.has("kind") ? row.get("kind") : "CALL";
    form.topics = row.get("topics");
    form.summary = row.get("summary");
    when(row, site, form, problems);
    for (String email : split(row.get("coach"))) {
      Person.findByEmail(email)
          .ifPresentOrElse(
              p -> form.coaches.add(p.id.toString()),
              () -> problems.add("coach", "Nobody here has the mail address “" + email + "”."));
    }
    StudyFile file = protocols.fileOf(study);
    for (String email : split(row.get("attended_by"))) {
      Optional<String> part =
          Person.findByEmail(email)
              .flatMap(p -> partAt(p, site, file).map(key -> key + ":" + p.id));
      part.ifPresentOrElse(
          form.attended::add,
          () ->
              problems.add(
                  "attended_by",
                  "“" + email + "” has no part at " + site.code + " in this study."));
    }
    return form;
  }

  private static Optional<String> partAt(Person person, Site site, StudyFile file) {
    List<String> parts = file.parts().stream().map(Term::key).toList();
    return Affiliation.listForPerson(person).stream()
        .filter(a -> a.site.unit().id.equals(site.unit().id) && parts.contains(a.part))
        .map(a -> a.part)
        .findFirst();
  }

  private static void when(Row row, Site site, ContactForm form, Problems problems) {
    if (!row.has("starts_at")) {
      form.day = row.get("day");
      form.time = row.get("time");
      return;
    }
    try {
      form.at = Instant.parse(row.get("starts_at")).truncatedTo(ChronoUnit.MINUTES);
      ZonedDateTime there = form.at.atZone(site.zoneId());
      form.day = there.toLocalDate().toString();
      form.time = there.toLocalTime().toString();
    } catch (DateTimeException e) {
      problems.add(
          "starts_at",
          "“"
              + row.get("starts_at")
              + "” is not a time in UTC such as 2026-11-22T15:00:00Z. Or use the columns day and"
              + " time, in the site's zone.");
    }
  }

  private static Optional<Instant> startsAt(ContactForm form, Site site) {
    if (form.at != null || form.day == null || form.time == null) {
      return Optional.ofNullable(form.at);
    }
    try {
      return Optional.ofNullable(
          WallClock.instant(
              new Problems(),
              "",
              LocalDate.parse(form.day).atTime(LocalTime.parse(form.time)),
              site.zoneId(),
              null));
    } catch (DateTimeException notReadable) {
      return Optional.empty();
    }
  }

  private static List<String> split(String cell) {
    return Arrays.stream(cell.split("[;\\s]+")).filter(part -> !part.isEmpty()).toList();
  }
}
