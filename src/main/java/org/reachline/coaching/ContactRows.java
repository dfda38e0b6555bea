package org.reachline.coaching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.reachline.base.Problems;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.WallClock;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.ContactForm;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.dose.CoachingAccounts;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.strategy.ContactKind;
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

  /** Columns that are told otherwise than as one cell of their own. */
  private static final Map<String, String> COLUMN_OF =
      Map.of("planned", "planned_key", "coaches", "coach", "attended", "attended_by");

  /** What day, time and planned line say already, and what no list says. */
  private static final Set<String> NOT_LISTED =
      Set.of("startsAt", "strategy", "privateNotes", "version");

  /** Columns that a list may leave out, because the rest tells or there is a usual answer. */
  private static final Set<String> OPTIONAL = Set.of("starts_at", "strategy", "kind", "outcome");

  @Inject CoachingAccounts accounts;
  @Inject Protocols protocols;

  /** Every column that is read, those of the study's parts too. */
  static List<Column> columns(List<Term> parts) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.required("site", "site_id", "site_code"));
    columns.add(Column.required("coach", "coaches"));
    ContactFacts.SHEET.columns().stream()
        .filter(column -> !COLUMN_OF.containsKey(column.name()))
        .map(c -> OPTIONAL.contains(c.name()) ? new Column(c.name(), false, c.otherNames()) : c)
        .forEach(columns::add);
    columns.add(Column.optional("day", "date"));
    columns.add(Column.optional("time"));
    columns.add(Column.optional("planned_key"));
    columns.add(Column.optional("planned_month"));
    columns.add(Column.optional("attended_by"));
    columns.add(Column.optional("reason"));
    columns.add(Column.optional("contact"));
    columns.add(Column.optional("unit"));
    columns.add(Column.optional("logged_at"));
    parts.forEach(part -> columns.add(Column.optional(ATTENDED + part.key())));
    return columns;
  }

  /** The columns that a list may have besides those that it must have, as its page names them. */
  static String optional() {
    return columns(List.of()).stream()
        .filter(column -> !column.required())
        .map(Column::name)
        .filter(name -> !List.of("starts_at", "day", "time", "logged_at").contains(name))
        .collect(Collectors.joining(", "));
  }

  /** The column that a field of the form comes from. */
  static String columnOf(String field) {
    return field.startsWith("others_")
        ? ATTENDED + field.substring("others_".length())
        : COLUMN_OF.getOrDefault(field, ContactFacts.SHEET.columnOf(field));
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
    ContactForm form = known == null ? new ContactForm(Map.of()) : ContactForm.of(known, false);
    form.typed.putAll(ContactFacts.SHEET.typed(table, row, null));
    form.typed.put("site", site.code);
    form.typed.put("planned", planned(study, table, row, known));
    String held = ContactOutcome.HELD.name();
    ifEmpty(form, "outcome", held);
    ifEmpty(form, "kind", ContactKind.CALL.name());
    ifEmpty(form, "minutes", form.typed("outcome").equalsIgnoreCase(held) ? "" : "0");
    when(row, site, form, problems);
    coaches(row, form, problems);
    attended(study, table, row, site, form, problems);
    return form;
  }

  private static void ifEmpty(ContactForm form, String field, String usual) {
    if (form.typed(field).isEmpty()) {
      form.typed.put(field, usual);
    }
  }

  private String planned(Study study, UploadedTable table, Row row, CoachingContact known) {
    List<Strategy> strategies = accounts.strategies(study);
    String strategy = row.get("strategy");
    if (!row.has("strategy")) {
      strategy =
          known != null && !table.has("strategy")
              ? known.facts.strategy()
              : strategies.size() == 1 ? strategies.get(0).key() : "";
    }
    String occurrence =
        known == null || table.has("planned_key")
            ? row.has("planned_key") ? row.get("planned_key") + "@" + row.get("planned_month") : ""
            : known.occurrence().orElse("");
    return strategy + "|" + occurrence;
  }

  private static void coaches(Row row, ContactForm form, Problems problems) {
    form.coaches.clear();
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
      form.attended.clear();
      form.othersPart.clear();
      form.othersCount.clear();
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
                  ? person.flatMap(p -> partAt(p, site, parts, form.typed("day")))
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
      ifSaid(form, row, "day");
      ifSaid(form, row, "time");
      return;
    }
    try {
      form.at = instant(row.get("starts_at"));
      form.began(form.at.atZone(site.zoneId()));
    } catch (DateTimeException e) {
      problems.add(
          "starts_at",
          "“"
              + row.get("starts_at")
              + "” is not a time in UTC such as 2026-11-22T15:00:00Z. Or use the columns day and"
              + " time, in the site's zone.");
    }
  }

  private static void ifSaid(ContactForm form, Row row, String column) {
    if (row.has(column)) {
      form.typed.put(column, row.get(column));
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

  /** Whether a form says word for word what is on record, of everything that a list can say. */
  static boolean saysTheSame(ContactForm form, CoachingContact known) {
    ContactForm other = ContactForm.of(known, false);
    return other.typed.keySet().stream()
            .filter(field -> !NOT_LISTED.contains(field))
            .allMatch(field -> isSame(field, form.typed(field), other.typed(field)))
        && new HashSet<>(form.coaches).equals(new HashSet<>(other.coaches))
        && new HashSet<>(form.attended).equals(new HashSet<>(other.attended))
        && others(form).equals(others(other));
  }

  /** Answers are told in any case; free words are not. */
  private static boolean isSame(String field, String one, String other) {
    boolean words =
        ContactFacts.SHEET.facts().stream()
            .anyMatch(fact -> fact.name().equals(field) && fact.readers().isPresent());
    return words ? one.strip().equals(other.strip()) : one.strip().equalsIgnoreCase(other.strip());
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

  private static String text(String typed) {
    return typed == null ? "" : typed.strip();
  }

  private static List<String> split(String cell) {
    return Arrays.stream(cell.split("[;\\s]+")).filter(part -> !part.isEmpty()).toList();
  }
}
