package org.reachline.dose.pages;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.dose.AccountPeriods;
import org.reachline.dose.DoseEntry;
import org.reachline.dose.EntryLinks;

/** A site's ledger as JSON. */
@Path("/api/studies/{slug}/coaching/{code}/ledger")
@Tag(name = "ledger")
class LedgerApi {
  @Inject SiteLedger ledger;

  /**
   * A strategy's account.
   *
   * @param entries address of everything that the figures are made of
   * @param rule key of the counting rule; another one of the study file is asked for by {@code
   *     rule=}
   * @param ruleLabel the rule in the study file's words
   * @param phases sums of each phase; last, if there is any, what lies outside the phases
   * @param months sums of each study month alone
   * @param upToMonth sums up to the end of each study month
   * @param lines every line, oldest first; what was taken back stands as a line below zero
   */
  public record AccountJson(
      String strategy,
      String rule,
      String ruleLabel,
      String entries,
      List<PeriodJson> phases,
      List<PeriodJson> months,
      List<PeriodJson> upToMonth,
      List<LineJson> lines) {}

  /**
   * Sums of a stretch of time.
   *
   * @param period key of the phase, {@code outside the phases}, or number of the study month
   * @param contacts what counts toward the dose
   * @param onSchedule of {@code settled} planned contacts whose time has come
   * @param partsReached parts of whom somebody was there, of {@code partsPlanned}
   */
  public record PeriodJson(
      String period,
      int plannedContacts,
      int plannedMinutes,
      int contacts,
      int minutes,
      int personMinutes,
      int onSchedule,
      int settled,
      int partsReached,
      int partsPlanned,
      int besideContacts,
      int besideMinutes) {
    static PeriodJson of(String period, AccountPeriods.Sums s) {
      return new PeriodJson(
          period,
          s.planned().planned().contacts(),
          s.planned().planned().minutes(),
          s.counted().added().contacts(),
          s.counted().added().minutes(),
          s.given().personMinutes(),
          s.settled().onSchedule(),
          s.settled().lines(),
          s.held().partsReached(),
          s.held().partsPlanned(),
          s.beside().added().contacts(),
          s.beside().added().minutes());
    }
  }

  /**
   * A line.
   *
   * @param source the record, such as {@code coaching_contact:17}
   * @param planned the planned contact that it is matched to, or null
   * @param contacts 1, or -1 for a line that takes another one back
   */
  public record LineJson(
      String source,
      String planned,
      LocalDate heldOn,
      int contacts,
      int minutes,
      int personMinutes,
      String why,
      Instant postedAt,
      String postedBy) {
    static LineJson of(DoseEntry e) {
      return new LineJson(
          e.source,
          e.occurrence,
          e.heldOn,
          e.contacts,
          e.minutes,
          e.personMinutes,
          e.why,
          e.postedAt,
          e.postedBy);
    }
  }

  /** The ledger. */
  @GET
  @Authenticated
  @Operation(
      summary = "A site's ledger per strategy: sums by phase, by study month and cumulative; lines")
  public List<AccountJson> ledger(String slug, String code, @RestQuery List<String> rule) {
    SiteLedger.Found found = ledger.find(slug, code, rule);
    return found.accounts().stream()
        .map(
            a ->
                new AccountJson(
                    a.strategy().key(),
                    a.account().rule().key(),
                    a.account().rule().label(),
                    "/api"
                        + EntryLinks.site(found.study(), found.site(), a.account(), "all", "lines"),
                    a.periods().phases().stream()
                        .map(p -> PeriodJson.of(p.key(), p.own()))
                        .toList(),
                    a.periods().months().stream()
                        .map(m -> PeriodJson.of("" + m.number(), m.own()))
                        .toList(),
                    a.periods().months().stream()
                        .map(m -> PeriodJson.of("" + m.number(), m.soFar()))
                        .toList(),
                    a.entries().stream().map(l -> LineJson.of(l.entry())).toList()))
        .toList();
  }
}
