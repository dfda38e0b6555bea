package org.reachline.coaching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reachline.base.Problems;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.WallClock;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactForm;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.dose.CoachingAccounts;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sites.Site;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * Makes a form of a row of an uploaded list: of a new contact, or of one on record with what the
 * list says of it instead. What the list has no column for stays as it is recorded.
 */
@ApplicationScoped
class ContactRows {
  /** Columns {@code attended_<part>}: how many people of a part took part, without a name. */
  private static final String ATTENDED = "attended_";

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

  @Inject CoachingAccounts accounts;
  @Inject Protocols protocols;

  /** Every column that is read, those of the study's parts too. */
  static List<Column> columns(List<Term> parts) {
    List<Column> columns =
        new ArrayList<>(
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
                Column.optional("reason"),
                Column.optional("contact"),
                Column.optional("unit"),
                Column.optional("logged_at")));
    parts.forEach(part -> columns.add(Column.optional(ATTENDED + part.key())));
    return columns;
  }

  /** The column that a field of the form comes from. */
  static String columnOf(String field) {
    return field.startsWith("others_")
        ? ATTENDED + field.substring("others_".length())
        : COLUMN_OF.getOrDefault(field, field);
  }

  /**
   * The form of a row; problems are noted.
   *
   * @param known the contact on record that the row is about, or null for a new one
   */
  ContactForm form(
      Study study,
      UploadedTable table,
      Row row,
      Site site,
      CoachingContact known,
      Problems problems) {
    ContactForm form = known == null ? new ContactForm() : ContactForm.of(known, false);
    form.site = site.code;
    form.planned = planned(study, table, row, known);
    if (table.has("outcome") || known == null) {
      form.outcome = row.has("outcome") ? row.get("outcome") : ContactOutcome.HELD.name();
    }
    form.minutes = row.get("minutes");
    if (form.minutes.isEmpty() && !form.outcome.equalsIgnoreCase(ContactOutcome.HELD.name())) {
      form.minutes = "0";
    }
    form.mode = row.get("mode");
    if (table.has("kind") || known == null) {
      form.kind = row.has("kind") ? row.get("kind") : "CALL";
    }
    form.prep = table.has("prep_minutes") ? row.get("prep_minutes") : form.prep;
    form.travel = table.has("travel_minutes") ? row.get("travel_minutes") : form.travel;
    form.topics = table.has("topics") ? row.get("topics") : form.topics;
    form.summary = table.has("summary") ? row.get("summary") : form.summary;
    when(row, site, form, problems);
    coaches(row, form, problems);
    attended(study, table, row, site, form, problems);
    return form;
  }

  private String planned(Study study, UploadedTable table, Row row, CoachingContact known) {
    List<Strategy> strategies = accounts.strategies(study);
    String strategy = row.get("strategy");
    if (!row.has("strategy")) {
      strategy =
          known != null && !table.has("strategy")
              ? known.strategy
              : strategies.size() == 1 ? strategies.get(0).key() : "";
    }
    String occurrence =
        known == null || table.has("planned_key")
            ? row.has("planned_key") ? row.get("planned_key") + "@" + row.get("planned_month") : ""
            : known.occurrence().orElse("");
    return strategy + "|" + occurrence;
  }

  private static void coaches(Row row, ContactForm form, Problems problems) {
    form.coaches = new ArrayList<>();
    for (String email : split(row.get("coach"))) {
      Person.findByEmail(email)
          .ifPresentOrElse(
              p -> form.coaches.add(p.id.toString()),
              () -> problems.add("coach", "Nobody here has the mail address “" + email + "”."));
    }
  }

  /**
   * Who took part, by part: {@code leader@dl7.example} in the part that they play at the site,
   * {@code prescriber:leader@dl7.example} in another one, {@code member:3} for people without a
   * record.
   */
  private void attended(
      Study study, UploadedTable table, Row row, Site site, ContactForm form, Problems problems) {
    List<String> parts = protocols.fileOf(study).parts().stream().map(Term::key).toList();
    if (table.has("attended_by")) {
      form.attended = new ArrayList<>();
      form.othersPart = new ArrayList<>();
      form.othersCount = new ArrayList<>();
      for (String token : split(row.get("attended_by"))) {
        int colon = Math.max(token.indexOf(':'), token.indexOf('='));
        String part = colon < 0 ? null : token.substring(0, colon);
        String who = token.substring(colon + 1);
        if (part != null && !parts.contains(part)) {
          problems.add(
              "attended_by",
              "“"
                  + part
                  + "” is not a part of this study. Parts: "
                  + String.join(", ", parts)
                  + ".");
        } else if (part != null && who.matches("\\d{1,4}")) {
          form.othersPart.add(part);
          form.othersCount.add(who);
        } else {
          Optional<Person> person = Person.findByEmail(who);
          Optional<String> known =
              part == null
                  ? person.flatMap(p -> partAt(p, site, parts, form.day))
                  : person.map(p -> part);
          known.ifPresentOrElse(
              own -> form.attended.add(own + ":" + person.orElseThrow().id),
              () ->
                  problems.add(
                      "attended_by",
                      "“"
                          + who
                          + "” has no part at "
                          + site.code
                          + " in this study. Of a guest, write the part before the address, such"
                          + " as "
                          + parts.get(0)
                          + ":"
                          + who
                          + "; of people without a record their number, such as "
                          + parts.get(0)
                          + ":2."));
        }
      }
    }
    for (String part : parts) {
      if (table.has(ATTENDED + part)) {
        int at = form.othersPart.indexOf(part);
        if (at >= 0) {
          form.othersPart.remove(at);
          form.othersCount.remove(at);
        }
        form.othersPart.add(part);
        form.othersCount.add(row.get(ATTENDED + part));
      }
    }
  }

  /** The part that a person plays at the site's unit: on the day, else at any time. */
  private static Optional<String> partAt(
      Person person, Site site, List<String> parts, String typedDay) {
    List<Affiliation> own =
        Affiliation.listForPerson(person).stream()
            .filter(a -> a.site.unit().id.equals(site.unit().id) && parts.contains(a.part))
            .toList();
    return own.stream()
        .filter(a -> day(typedDay).filter(a::holdsOn).isPresent())
        .findFirst()
        .or(() -> own.stream().findFirst())
        .map(a -> a.part);
  }

  private static Optional<LocalDate> day(String typed) {
    try {
      return Optional.of(LocalDate.parse(typed));
    } catch (DateTimeException | NullPointerException notReadable) {
      return Optional.empty();
    }
  }

  private static void when(Row row, Site site, ContactForm form, Problems problems) {
    if (!row.has("starts_at")) {
      form.day = row.has("day") || form.day == null ? row.get("day") : form.day;
      form.time = row.has("time") || form.time == null ? row.get("time") : form.time;
      return;
    }
    try {
      form.at = instant(row.get("starts_at"));
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

  private static Instant instant(String typed) {
    return Instant.parse(typed).truncatedTo(ChronoUnit.MINUTES);
  }

  /** When a row says that the contact began; empty if that cannot be read. */
  static Optional<Instant> startsAt(Row row, Site site) {
    try {
      return row.has("starts_at")
          ? Optional.of(instant(row.get("starts_at")))
          : Optional.ofNullable(
              WallClock.instant(
                  new Problems(),
                  "",
                  LocalDate.parse(row.get("day")).atTime(LocalTime.parse(row.get("time"))),
                  site.zoneId(),
                  null));
    } catch (DateTimeException notReadable) {
      return Optional.empty();
    }
  }

  /** Whether two forms say the same, word for word, of everything that a list can say. */
  static boolean saysTheSame(ContactForm one, ContactForm other) {
    return same(one.planned, other.planned)
        && same(one.outcome, other.outcome)
        && same(one.day, other.day)
        && same(one.time, other.time)
        && same(one.minutes, other.minutes)
        && same(one.prep, other.prep)
        && same(one.travel, other.travel)
        && same(one.mode, other.mode)
        && same(one.kind, other.kind)
        && text(one.topics).equals(text(other.topics))
        && text(one.summary).equals(text(other.summary))
        && new HashSet<>(one.coaches).equals(new HashSet<>(other.coaches))
        && new HashSet<>(one.attended).equals(new HashSet<>(other.attended))
        && others(one).equals(others(other));
  }

  private static Map<String, String> others(ContactForm form) {
    Map<String, String> others = new TreeMap<>();
    for (int i = 0; i < form.othersPart.size(); i++) {
      String count = i < form.othersCount.size() ? text(form.othersCount.get(i)) : "";
      if (!count.isEmpty() && !count.equals("0")) {
        others.put(form.othersPart.get(i), count);
      }
    }
    return others;
  }

  private static boolean same(String one, String other) {
    return text(one).equalsIgnoreCase(text(other));
  }

  private static String text(String typed) {
    return typed == null ? "" : typed.strip();
  }

  private static List<String> split(String cell) {
    return Arrays.stream(cell.split("[;\\s]+")).filter(part -> !part.isEmpty()).toList();
  }
}
