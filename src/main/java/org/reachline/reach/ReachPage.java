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
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.protocol.StudyFile;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.ReportAccess;
import org.reachline.reach.reports.ReportActs;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** What is in and what is missing: one grid of sites and study months, and the next thing to do. */
@Path("/studies/{slug}/reach")
public class ReachPage {
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
        String q,
        List<CompletenessGrid.Waiting> next,
        int more,
        LocalDate asOf,
        CellState[] legend,
        Problems problems,
        String through);
  }

  /** The grid, of all sites or of those that fit, a page at a time. */
  @GET
  @RolesAllowed({Role.COORDINATOR_, Role.CLINICIAN_, Role.COACH_, Role.RESEARCHER_})
  public Response grid(
      @RestPath String slug, @RestQuery String q, @RestQuery @DefaultValue("1") int page) {
    return Page.show(view(Study.getBySlug(slug), q, page, new Problems(), ""));
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
      return Page.refuse(view(study, "", 1, problems, through));
    }
    int locked = acts.lockAll(study, month == null ? file.lastMonth() : month);
    return Page.seeOther(
        "/studies/" + slug + "/reach",
        locked == 1 ? "1 report is locked." : locked + " reports are locked.");
  }

  private TemplateInstance view(
      Study study, String q, int page, Problems problems, String through) {
    String text = q == null ? "" : q.strip();
    CompletenessGrid grid =
        new CompletenessGrid(
            study, protocols.fileOf(study), access::mayRead, access.readable(), clock);
    Paging paging =
        Paging.of(grid.count(text), page, ROWS)
            .at("/studies/" + study.slug + "/reach")
            .keeping("q", text);
    List<CompletenessGrid.Waiting> waiting = grid.waiting(access::mayEnter);
    List<CompletenessGrid.Waiting> next = waiting.stream().limit(NEXT).toList();
    return Templates.grid(
        study,
        grid.page(text, paging.offset(), paging.size()),
        paging,
        text,
        next,
        waiting.size() - next.size(),
        LocalDate.now(clock.withZone(me.zone())),
        CellState.values(),
        problems,
        through);
  }
}
