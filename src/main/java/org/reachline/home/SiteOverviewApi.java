package org.reachline.home;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.sessions.Attendance;
import org.reachline.studies.Study;

/** One site in one study at a glance, as JSON. */
@Path("/api/studies/{slug}/sites/{code}")
@Tag(name = "home", description = "A person's day, and a site at a glance")
@Produces(MediaType.APPLICATION_JSON)
class SiteOverviewApi {
  @Inject SiteOverviews overviews;

  /** Who belongs to the site today, and as what: a key of the study file's parts, or coach. */
  public record PersonHereJson(String name, String credential, String part) {}

  /** A period whose last day has come, and how its report stands. */
  public record PeriodJson(
      int studyMonth, String period, LocalDate from, LocalDate to, String state) {}

  /**
   * What is planned and delivered by one strategy.
   *
   * @param rule key of the counting rule; another one of the study file is asked for by {@code
   *     rule=}
   * @param ruleLabel the rule in the study file's words
   * @param besideContacts unplanned contacts that were held; they add nothing to the dose
   */
  public record DeliveredJson(
      String strategy,
      String rule,
      String ruleLabel,
      int plannedContacts,
      int plannedMinutes,
      int deliveredContacts,
      int deliveredMinutes,
      int besideContacts,
      int besideMinutes) {
    static DeliveredJson of(DoseAccount a) {
      return new DeliveredJson(
          a.strategy(),
          a.rule().key(),
          a.rule().label(),
          a.planned().contacts(),
          a.planned().minutes(),
          a.delivered().contacts(),
          a.delivered().minutes(),
          a.extra().contacts(),
          a.extra().minutes());
    }
  }

  /** Somebody of the site in a session. */
  public record AttendedJson(
      long session, int number, Instant startsAt, String person, int minutes) {
    static AttendedJson of(Attendance a) {
      return new AttendedJson(
          a.session.id, a.session.number, a.session.startsAt, a.person.name, a.minutes);
    }
  }

  /**
   * A site at a glance.
   *
   * @param unit code of the leading site of its unit
   * @param members codes of the unit's sites
   * @param studyMonth study month today in the site's zone, or null before a start is set
   * @param phase key of today's phase, or null outside the study
   * @param arm key of the unit's arm; null before allocation and for whoever may not know it
   * @param coaching null for whoever may not know what is planned
   * @param sessions newest first; null for whoever may not see attendance
   * @param reports the latest periods, newest first
   * @param reportsIn how many of {@code reportsExpected} reports are in; both null for whoever sees
   *     no reports
   */
  public record SiteOverviewJson(
      String code,
      String name,
      String type,
      String state,
      String zone,
      String unit,
      List<String> members,
      LocalDate startedOn,
      LocalDate withdrawnOn,
      Integer studyMonth,
      String phase,
      String arm,
      List<PersonHereJson> people,
      List<PeriodJson> reports,
      Integer reportsIn,
      Integer reportsExpected,
      List<DeliveredJson> coaching,
      List<AttendedJson> sessions) {
    static SiteOverviewJson of(SiteOverview o) {
      return new SiteOverviewJson(
          o.site().code,
          o.site().name,
          o.site().type,
          o.site().state,
          o.site().zone,
          o.enrolment().unit.code,
          o.members().stream().map(m -> m.code).toList(),
          o.enrolment().startedOn,
          o.enrolment().withdrawnOn,
          o.month(),
          o.phase() == null ? null : o.phase().key(),
          o.arm() == null ? null : o.arm().key(),
          o.people().stream()
              .map(a -> new PersonHereJson(a.person.name, a.person.credential, a.part))
              .toList(),
          o.reports().stream().map(SiteOverviewApi::period).toList(),
          o.reports().isEmpty() ? null : o.reported(),
          o.reports().isEmpty() ? null : o.expected(),
          o.knowsPlan() ? o.accounts().stream().map(DeliveredJson::of).toList() : null,
          o.showsSessions() ? o.attended().stream().map(AttendedJson::of).toList() : null);
    }
  }

  private static PeriodJson period(SiteOverview.Cell cell) {
    return new PeriodJson(
        cell.period().studyMonth(),
        cell.period().name(),
        cell.period().from(),
        cell.period().to(),
        cell.state().name().toLowerCase(Locale.ROOT));
  }

  /** The overview. */
  @GET
  @Authenticated
  @Operation(summary = "One site in one study at a glance; 404 if you may not see it")
  public SiteOverviewJson get(
      @PathParam("slug") String slug,
      @PathParam("code") String code,
      @RestQuery List<String> rule) {
    return SiteOverviewJson.of(overviews.get(Study.getBySlug(slug), code, rule));
  }
}
