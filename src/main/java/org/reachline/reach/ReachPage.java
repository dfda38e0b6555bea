package org.reachline.reach;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.protocol.StudyFile;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.OwedReports;
import org.reachline.reach.reports.ReportAccess;
import org.reachline.reach.reports.ReportActs;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** What is in and what is missing: one grid of sites and study months, and the next thing to do. */
@Path("/studies/{slug}/reach")
class ReachPage {
  private static final int NEXT = 6;

  /** Sites on one page: a row has a sign for each month of the study. */
  static final int ROWS = 50;

  @Inject Protocols protocols;
  @Inject ReportAccess access;
  @Inject ReportActs acts;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance grid(
        Study study,
        Completeness grid,
        Paging paging,
        Wanted wanted,
        List<CompletenessGrid.Waiting> next,
        long more,
        LocalDate asOf,
        CellState[] legend,
        Problems problems,
        String through);
  }

  /**
   * Which sites somebody wants to see, as the address says it.
   *
   * @param q part of a site's code or name; empty for all
   * @param show which reports the sites have
   */
  public record Wanted(String q, OwedReports.Show show) {
    /** What is not understood is every site. */
    static Wanted of(String q, String show) {
      return new Wanted(
          q == null ? "" : q.strip(),
          Arrays.stream(OwedReports.Show.values())
              .filter(known -> known.name().equalsIgnoreCase(show))
              .findFirst()
              .orElse(OwedReports.Show.ALL));
    }

    /** What can be chosen. */
    public List<Choice> shows() {
      return List.of(
          choice(OwedReports.Show.ALL, "Every site"),
          choice(OwedReports.Show.LATE, "Sites with a late report"),
          choice(OwedReports.Show.WAITING, "Sites with a report to fill in"),
          choice(OwedReports.Show.SUBMITTED, "Sites with a report to lock"));
    }

    private static Choice choice(OwedReports.Show show, String words) {
      return new Choice(show == OwedReports.Show.ALL ? "" : of(show), words);
    }

    private static String of(OwedReports.Show show) {
      return show.name().toLowerCase(Locale.ROOT);
    }

    /** The choice as the address has it; empty for every site. */
    public String chosen() {
      return show == OwedReports.Show.ALL ? "" : of(show);
    }

    /** Whether some sites are left out. */
    public boolean isNarrow() {
      return !q.isEmpty() || show != OwedReports.Show.ALL;
    }
  }

  /** The grid, of all sites or of those that fit, a page at a time. */
  @GET
  @RolesAllowed({Role.COORDINATOR_, Role.CLINICIAN_, Role.COACH_, Role.RESEARCHER_})
  public Response grid(
      @RestPath String slug,
      @RestQuery String q,
      @RestQuery String show,
      @RestQuery @DefaultValue("1") PageNumber page) {
    return Page.show(view(Study.getBySlug(slug), Wanted.of(q, show), page, new Problems(), ""));
  }

  /** Locks every submitted report up to a study month, or all. */
  @POST
  @Path("lock")
  @Transactional
  @RolesAllowed(Role.COORDINATOR_)
  public Response lock(@RestPath String slug, @RestForm String through) {
    Study study = Study.getBySlug(slug);
    StudyFile file = protocols.fileOf(study);
    Problems problems = new Problems();
    Integer month =
        problems.optionalInteger("through", through, file.firstMonth(), file.lastMonth());
    if (problems.any()) {
      return Page.refuse(view(study, Wanted.of("", ""), PageNumber.FIRST, problems, through));
    }
    int locked = acts.lockAll(study, month == null ? file.lastMonth() : month);
    return Page.seeOther(
        "/studies/" + slug + "/reach",
        locked == 1 ? "1 report is locked." : locked + " reports are locked.");
  }

  private TemplateInstance view(
      Study study, Wanted wanted, PageNumber page, Problems problems, String through) {
    StudyFile file = protocols.fileOf(study);
    CompletenessGrid grid = new CompletenessGrid(study, file, access.readable(), clock);
    Paging paging =
        Paging.of(grid.count(wanted.q(), wanted.show()), page, ROWS)
            .at("/studies/" + study.slug + "/reach")
            .keeping("q", wanted.q())
            .keeping("show", wanted.chosen());
    OwedReports.First<CompletenessGrid.Waiting> next =
        new CompletenessGrid(study, file, access.enterable(), clock).waiting(NEXT);
    return Templates.grid(
        study,
        grid.page(wanted.q(), wanted.show(), paging.offset(), paging.size()),
        paging,
        wanted,
        next.lines(),
        next.all() - next.lines().size(),
        LocalDate.now(clock.withZone(me.zone())),
        CellState.values(),
        problems,
        through);
  }
}
