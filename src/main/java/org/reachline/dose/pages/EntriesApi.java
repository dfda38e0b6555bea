package org.reachline.dose.pages;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.dose.Entry;
import org.reachline.dose.EntrySums;
import org.reachline.protocol.dose.CountedBy;
import org.reachline.protocol.dose.Delivery;
import org.reachline.studies.Study;

/** What a figure is made of, as JSON. */
@Path("/api/studies/{slug}/entries")
@Tag(name = "ledger", description = "The entries that every figure of a dose is made of")
class EntriesApi {
  @Inject EntriesFinder finder;

  /**
   * What entries come to.
   *
   * @param entries how many
   * @param contacts delivered toward the dose, and unplanned where the set holds that
   * @param onSchedule counting contacts held within their window
   * @param partsReached parts of whom somebody was there, of {@code partsPlanned}
   */
  public record SumsJson(
      int entries,
      int plannedContacts,
      int plannedMinutes,
      int contacts,
      int minutes,
      int personMinutes,
      int onSchedule,
      int partsReached,
      int partsPlanned) {
    static SumsJson of(EntrySums s) {
      return new SumsJson(
          s.lines(),
          s.planned().contacts(),
          s.planned().minutes(),
          s.added().contacts(),
          s.added().minutes(),
          s.personMinutes(),
          s.onSchedule(),
          s.partsReached(),
          s.partsPlanned());
    }
  }

  /** The sums of one unit. */
  public record UnitJson(String unit, SumsJson sums) {}

  /**
   * One entry.
   *
   * @param planned the planned contact, such as {@code monthly_call@4}; null where unplanned
   * @param state how the planned contact stands; null where unplanned
   * @param source the record that was given, such as {@code coaching_contact:17}; null if none was
   * @param contacts what it adds
   * @param minutes what it adds
   */
  public record EntryJson(
      String unit,
      String strategy,
      int studyMonth,
      String planned,
      String state,
      int plannedContacts,
      int plannedMinutes,
      String source,
      LocalDate heldOn,
      int contacts,
      int minutes,
      int personMinutes) {
    static EntryJson of(Entry e) {
      return new EntryJson(
          e.unit().unit.code,
          e.strategy(),
          e.studyMonth(),
          e.line().map(l -> l.planned().occurrence()).orElse(null),
          e.line().map(l -> l.state().name().toLowerCase(Locale.ROOT)).orElse(null),
          e.planned().contacts(),
          e.planned().minutes(),
          e.delivery().map(Delivery::source).orElse(null),
          e.delivery().map(Delivery::day).orElse(null),
          e.adds().contacts(),
          e.adds().minutes(),
          e.personMinutes());
    }
  }

  /**
   * A figure and its entries.
   *
   * @param of which entries
   * @param read how the figure reads their sums
   * @param figure the figure as pages print it
   * @param rules the counting rules in force, one per strategy
   * @param sums over all entries, also those beyond {@code limit}
   * @param units the sums unit by unit
   * @param entries from {@code offset} on
   */
  public record EntriesJson(
      String of,
      String read,
      String figure,
      List<CountedBy> rules,
      SumsJson sums,
      List<UnitJson> units,
      List<EntryJson> entries) {}

  /** The entries behind a figure. */
  @GET
  @Authenticated
  @Operation(
      summary = "The entries that a figure of a dose is made of, and their sums",
      description =
          "of: all, planned, closed, settled, open, late, reach, held, counted, beside or given."
              + " read: contacts, contacts_of, minutes, hours, person_minutes, lines ... Further"
              + " filters: site, arm (only who sees arms), strategy, phase (or “outside the phases”),"
              + " from and to (study months). rule: another counting rule of the study file, such"
              + " as published_label or coaching:published_label.")
  public EntriesJson entries(
      String slug,
      @BeanParam EntriesAsked asked,
      @RestQuery @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @RestQuery @DefaultValue("0") @Min(0) int offset) {
    EntriesFinder.Found found = finder.find(Study.getBySlug(slug), asked);
    return new EntriesJson(
        found.filter().of().key(),
        found.filter().read().key(),
        found.figure(),
        found.rules(),
        SumsJson.of(found.sums()),
        found.byUnit().stream()
            .map(u -> new UnitJson(u.unit().unit.code, SumsJson.of(u.sums())))
            .toList(),
        found.entries().stream().skip(offset).limit(limit).map(EntryJson::of).toList());
  }
}
