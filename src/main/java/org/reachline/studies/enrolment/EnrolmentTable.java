package org.reachline.studies.enrolment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.reachline.base.CurrentPerson;
import org.reachline.base.SiteAccess;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationMethod;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** The units of a study as the current person may see them: who, since when, how far, which arm. */
@ApplicationScoped
class EnrolmentTable {
  @Inject Protocols protocols;
  @Inject SiteAccess access;
  @Inject CurrentPerson me;
  @Inject EntityManager database;
  @Inject Clock clock;

  /** Where a unit stands. */
  public enum Status {
    /** Enrolled, no start date or one in the future. */
    WAITING("Not started"),
    /** Between start and the last study month. */
    RUNNING("Under way"),
    /** Past the last study month. */
    FINISHED("Finished"),
    /** Taken out. */
    WITHDRAWN("Withdrawn");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    /** In words. */
    public String label() {
      return label;
    }
  }

  /**
   * One unit.
   *
   * @param partners other sites of the unit that the person may see
   * @param month study month today in the unit's zone, or null before a start is set
   * @param phase the month's phase by label, or null outside the study
   * @param arm the arm, or null if there is none or the person may not know it
   */
  public record Line(
      Enrolment enrolment,
      Site unit,
      List<Site> partners,
      Integer month,
      String phase,
      Arm arm,
      Status status) {}

  /**
   * What to show.
   *
   * @param text part of a code or name, or null
   * @param state region, or null
   * @param status or null
   * @param arm key of an arm, or null; passed over for people who may not know arms
   * @param sort code, name, start, month or stratum
   */
  public record Filter(String text, String state, Status status, String arm, String sort) {
    /** A filter from a query string, whose nonsense is passed over. */
    public static Filter of(String text, String state, String status, String arm, String sort) {
      Status wanted = null;
      for (Status s : Status.values()) {
        if (s.name().equalsIgnoreCase(status == null ? "" : status)) {
          wanted = s;
        }
      }
      return new Filter(
          blank(text), blank(state), wanted, blank(arm), sort == null ? "code" : sort);
    }

    private static String blank(String typed) {
      return typed == null || typed.isBlank() ? null : typed.strip();
    }
  }

  /**
   * The units that the person may see and that fit; the day is that of each unit, and its months
   * are counted as {@link StudyMonth} does. What is hidden from the person must show neither in
   * what is left out nor in the order.
   */
  private static final String FITTING =
      """
      with known as (
        select e.id, e.ordinal, s.code collate "C" as code, s.name collate "C" as name, e.started_on,
               e.stratum collate "C" as stratum, months,
               case when e.withdrawn_on is not null then 'WITHDRAWN'
                    when e.started_on is null or e.started_on > today then 'WAITING'
                    when months >= :last then 'FINISHED' else 'RUNNING' end as status
          from enrolment e join site s on s.id = e.unit_site_id
         cross join lateral (select cast(cast(:now as timestamptz) at time zone s.zone as date) as today) d
         cross join lateral (select cast((extract(year from today) - extract(year from started_on)) * 12
               + extract(month from today) - extract(month from started_on) as int) as apart) a
         cross join lateral (select apart
               - case when started_on + make_interval(months => apart) > today then 1 else 0 end as months) m
         where e.study_id = :study
           and (:everywhere or exists (select from enrolment_member x where x.enrolment_id = e.id and x.site_id in :sites))
           and (position(:text in lower(s.code || ' ' || s.name)) > 0
                or exists (select from enrolment_member x join site p on p.id = x.site_id
                            where x.enrolment_id = e.id and p.id <> s.id and (:everywhere or p.id in :sites)
                              and position(:text in lower(p.code || ' ' || p.name)) > 0))
           and (:state = '' or lower(s.state) = :state)
           and (:arm = '' or e.arm_key = :arm or e.arm_key is null and :alone))
      """;

  /** How many units fit. */
  long count(Study study, Filter filter) {
    return ((Number)
            asked("select count(*) from known where :status in ('', status)", study, filter)
                .getSingleResult())
        .longValue();
  }

  /** Some of the units that fit, in order. */
  List<Line> page(Study study, Filter filter, int offset, int limit) {
    String order =
        switch (filter.sort()) {
          case "name" -> "name, ";
          case "start" -> "started_on nulls last, ";
          case "month" -> "months desc nulls last, ";
          case "stratum" -> access.seesAllSites() ? "stratum nulls last, " : "";
          default -> "";
        };
    List<Long> ids = new ArrayList<>();
    for (Object id :
        asked(
                "select id from known where :status in ('', status) order by "
                    + order
                    + "code, ordinal",
                study,
                filter)
            .setFirstResult(offset)
            .setMaxResults(limit)
            .getResultList()) {
      ids.add((Long) id);
    }
    StudyFile file = protocols.fileOf(study);
    Set<Long> visible = access.visibleSiteIds();
    return Enrolment.listByIds(ids).stream()
        .sorted(Comparator.comparing(e -> ids.indexOf(e.id)))
        .map(e -> line(e, file, visible))
        .toList();
  }

  private Query asked(String what, Study study, Filter filter) {
    StudyFile file = protocols.fileOf(study);
    String arm = me.maySeeArms() && filter.arm() != null ? filter.arm() : "";
    boolean everywhere = access.seesAllSites();
    Set<Long> sites = everywhere ? Set.of() : access.visibleSiteIds();
    return database
        .createNativeQuery(FITTING + what)
        .setParameter("study", study.id)
        .setParameter("now", clock.instant())
        .setParameter("last", file.lastMonth())
        .setParameter("everywhere", everywhere)
        .setParameter("sites", sites.isEmpty() ? Set.of(-1L) : sites)
        .setParameter("text", lower(filter.text()))
        .setParameter("state", lower(filter.state()))
        .setParameter("arm", arm)
        // Where nothing is allocated everybody is in the one arm.
        .setParameter(
            "alone",
            file.allocation().method() == AllocationMethod.NONE
                && file.arms().size() == 1
                && file.arms().get(0).key().equals(arm))
        .setParameter("status", filter.status() == null ? "" : filter.status().name());
  }

  private static String lower(String typed) {
    return typed == null ? "" : typed.toLowerCase(Locale.ROOT);
  }

  /** One unit as the person may see it. */
  public Line line(Enrolment e) {
    return line(e, protocols.fileOf(e.study), access.visibleSiteIds());
  }

  private Line line(Enrolment e, StudyFile file, Set<Long> visible) {
    LocalDate today = LocalDate.now(clock.withZone(e.unit.zoneId()));
    Integer month = e.startedOn == null ? null : StudyMonth.at(e.startedOn, today).number();
    Status status;
    if (!e.isActive()) {
      status = Status.WITHDRAWN;
    } else if (month == null || today.isBefore(e.startedOn)) {
      status = Status.WAITING;
    } else {
      status = month > file.lastMonth() ? Status.FINISHED : Status.RUNNING;
    }
    return new Line(
        e,
        e.unit,
        e.members.stream()
            .filter(m -> !m.id.equals(e.unit.id) && visible.contains(m.id))
            .sorted(Comparator.comparing(m -> m.code))
            .toList(),
        month,
        month == null ? null : file.findPhase(month).map(Phase::label).orElse(null),
        me.maySeeArms() ? protocols.armOf(e).orElse(null) : null,
        status);
  }
}
