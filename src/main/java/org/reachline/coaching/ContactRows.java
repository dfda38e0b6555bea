package org.reachline.coaching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.Problems;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.WallClock;
import org.reachline.base.facts.FactSheet;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.coaching.contacts.ContactRules;
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
      Map.of("planned", "planned_key", "attended", "attended_by");

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
    return field.startsWith(ContactRules.OTHERS)
        ? ATTENDED + field.substring(ContactRules.OTHERS.length())
        : COLUMN_OF.getOrDefault(field, ContactFacts.SHEET.columnOf(field));
  }

  /**
   * What a row says, as a form would; problems are noted.
   *
   * @param known the contact on record that the row is about, or null for a new one
   */
  Map<String, String> typed(
      Study study,
      UploadedTable table,
      Row row,
      Site site,
      CoachingContact known,
      Problems problems) {
    Map<String, String> typed = known == null ? new LinkedHashMap<>() : ContactRules.typed(known);
    typed.keySet().removeIf(field -> field.startsWith("coaches."));
    typed.putAll(ContactFacts.SHEET.typed(table, row, null));
    typed.put("site", site.code);
    typed.put("planned", planned(study, table, row, known));
    String held = ContactOutcome.HELD.name();
    ifEmpty(typed, "outcome", held);
    ifEmpty(typed, "kind", ContactKind.CALL.name());
    ifEmpty(typed, "minutes", typed.get("outcome").equalsIgnoreCase(held) ? "" : "0");
    when(row, site, typed);
    byKey(typed);
    attended(study, table, row, site, typed, problems);
    return typed;
  }

  private static void ifEmpty(Map<String, String> typed, String field, String usual) {
    if (typed.getOrDefault(field, "").isEmpty()) {
      typed.put(field, usual);
    }
  }

  /** Coaches are listed by mail address, in whatever case. */
  private static void byKey(Map<String, String> typed) {
    FactSheet.putSeveral(
        typed,
        "coaches",
        FactSheet.several(typed, "coaches").stream()
            .map(email -> Person.findByEmail(email).map(p -> p.id.toString()).orElse(email))
            .toList());
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

  /**
   * Who took part, by part: {@code leader@dl7.example} in the part that they play at the site,
   * {@code prescriber:leader@dl7.example} in another one, {@code member:3} for people without a
   * record.
   */
  private void attended(
      Study study,
      UploadedTable table,
      Row row,
      Site site,
      Map<String, String> typed,
      Problems problems) {
    List<String> parts = protocols.fileOf(study).parts().stream().map(Term::key).toList();
    if (table.has("attended_by")) {
      FactSheet.putSeveral(typed, ContactRules.ATTENDED, List.of());
      typed.keySet().removeIf(field -> field.startsWith(ContactRules.OTHERS));
      for (String token : FactSheet.inCell(row.get("attended_by"))) {
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
          ContactRules.attended(typed, part, null, who);
        } else {
          Optional<Person> person = Person.findByEmail(who);
          Optional<String> known =
              part == null
                  ? person.flatMap(p -> partAt(p, site, parts, typed.get("day")))
                  : person.map(p -> part);
          known.ifPresentOrElse(
              own -> ContactRules.attended(typed, own, person.orElseThrow().id.toString(), null),
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
        typed.put(ContactRules.OTHERS + part, row.get(ATTENDED + part));
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

  private static void when(Row row, Site site, Map<String, String> typed) {
    if (!row.has("starts_at")) {
      ifSaid(typed, row, "day");
      ifSaid(typed, row, "time");
      return;
    }
    typed.keySet().removeAll(List.of("day", "time"));
    Optional<Instant> at = startsAt(row, site);
    at.ifPresent(start -> ContactRules.began(typed, start.atZone(site.zoneId())));
    at.ifPresent(start -> typed.put("startsAt", start.toString()));
  }

  private static void ifSaid(Map<String, String> typed, Row row, String column) {
    if (row.has(column)) {
      typed.put(column, row.get(column));
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

  /** Whether a row says word for word what is on record, of everything that a list can say. */
  static boolean saysTheSame(Map<String, String> typed, CoachingContact known) {
    Map<String, String> other = ContactRules.typed(known);
    return other.keySet().stream()
            .filter(field -> !NOT_LISTED.contains(field) && !isSeveral(field))
            .allMatch(field -> isSame(field, text(typed.get(field)), text(other.get(field))))
        && several(typed).equals(several(other));
  }

  private static boolean isSeveral(String field) {
    return field.contains(".") || field.startsWith(ContactRules.OTHERS);
  }

  /** Who coached and who took part, in no order; nobody is no answer. */
  private static Set<String> several(Map<String, String> typed) {
    Set<String> several = new HashSet<>();
    typed.forEach(
        (field, word) -> {
          boolean isSaid = !text(word).isEmpty() && !text(word).equals("0");
          if (isSeveral(field) && isSaid && !field.startsWith("nextSteps.")) {
            several.add(field.replaceFirst("\\.\\d+$", "") + "=" + text(word));
          }
        });
    return several;
  }

  /** Answers are told in any case; free words are not. */
  private static boolean isSame(String field, String one, String other) {
    boolean words =
        ContactFacts.SHEET.facts().stream()
            .anyMatch(fact -> fact.name().equals(field) && fact.readers().isPresent());
    return words ? one.equals(other) : one.equalsIgnoreCase(other);
  }

  private static String text(String typed) {
    return typed == null ? "" : typed.strip();
  }
}
