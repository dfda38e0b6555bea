package org.reachline.studies.enrolment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.reachline.base.CurrentPerson;
import org.reachline.base.SiteAccess;
import org.reachline.protocol.StudyFile;
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

  /** The units that the person may see, filtered and sorted. */
  public List<Line> list(Study study, Filter filter) {
    StudyFile file = protocols.fileOf(study);
    java.util.Set<Long> visible = access.visibleSiteIds();
    // What is hidden from the person must show neither in what is left out nor in the order.
    String arm = me.maySeeArms() ? filter.arm() : null;
    String sort =
        filter.sort().equals("stratum") && !access.seesAllSites() ? "code" : filter.sort();
    return Enrolment.listForStudy(study).stream()
        .filter(e -> e.members.stream().anyMatch(m -> visible.contains(m.id)))
        .map(e -> line(e, file, visible))
        .filter(line -> matches(line, filter))
        .filter(line -> arm == null || line.arm() != null && line.arm().key().equals(arm))
        .sorted(order(sort))
        .toList();
  }

  /** One unit as the person may see it. */
  public Line line(Enrolment e) {
    return line(e, protocols.fileOf(e.study), access.visibleSiteIds());
  }

  private Line line(Enrolment e, StudyFile file, java.util.Set<Long> visible) {
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

  private static boolean matches(Line line, Filter filter) {
    if (filter.text() != null) {
      String text = filter.text().toLowerCase(Locale.ROOT);
      boolean found =
          (line.unit().code + " " + line.unit().name).toLowerCase(Locale.ROOT).contains(text)
              || line.partners().stream()
                  .anyMatch(p -> (p.code + " " + p.name).toLowerCase(Locale.ROOT).contains(text));
      if (!found) {
        return false;
      }
    }
    return (filter.state() == null || line.unit().state.equalsIgnoreCase(filter.state()))
        && (filter.status() == null || line.status() == filter.status());
  }

  private static Comparator<Line> order(String sort) {
    Comparator<Line> byCode = Comparator.comparing(line -> line.unit().code);
    return switch (sort) {
      case "name" ->
          Comparator.<Line, String>comparing(line -> line.unit().name).thenComparing(byCode);
      case "start" ->
          Comparator.<Line, LocalDate>comparing(
                  line -> line.enrolment().startedOn,
                  Comparator.nullsLast(Comparator.naturalOrder()))
              .thenComparing(byCode);
      case "month" ->
          Comparator.<Line, Integer>comparing(
                  Line::month, Comparator.nullsFirst(Comparator.naturalOrder()))
              .reversed()
              .thenComparing(byCode);
      case "stratum" ->
          Comparator.<Line, String>comparing(
                  line -> line.enrolment().stratum, Comparator.nullsLast(Comparator.naturalOrder()))
              .thenComparing(byCode);
      default -> byCode;
    };
  }
}
