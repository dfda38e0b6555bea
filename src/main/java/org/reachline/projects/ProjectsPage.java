package org.reachline.projects;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.reachline.base.Page;
import org.reachline.base.SiteAccess;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/** A site's change projects and walk-throughs. */
@Path("/studies/{slug}/coaching/{code}/projects")
class ProjectsPage {
  @Inject SiteAccess sites;
  @Inject ProjectAccess access;
  @Inject ProjectPaths paths;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance site(
        Study study, Site site, List<Line> lines, List<WalkThrough> walks, boolean mayWrite);
  }

  /**
   * A project with its latest cycle.
   *
   * @param last the latest standing cycle, or null before the first
   */
  public record Line(ChangeProject project, PdsaCycle last) {
    static List<Line> of(List<ChangeProject> projects) {
      Map<Long, List<PdsaCycle>> cycles = PdsaCycle.listForProjects(projects);
      return projects.stream().map(p -> of(p, cycles.getOrDefault(p.id, List.of()))).toList();
    }

    private static Line of(ChangeProject project, List<PdsaCycle> cycles) {
      List<PdsaCycle> standing = cycles.stream().filter(PdsaCycle::isStanding).toList();
      return new Line(project, standing.isEmpty() ? null : standing.get(standing.size() - 1));
    }
  }

  /** A site's projects and walk-throughs. */
  @GET
  @Authenticated
  public Response site(String slug, String code) {
    ProjectPaths.Place place = paths.place(slug, code);
    return Page.show(
        Templates.site(
            place.study(),
            place.site(),
            Line.of(
                ChangeProject.listForEnrolment(place.enrolment()).stream()
                    .filter(p -> sites.maySee(p.site.id))
                    .toList()),
            WalkThrough.listForEnrolment(place.enrolment()).stream()
                .filter(w -> sites.maySee(w.site.id))
                .toList(),
            access.mayWrite(place.site())));
  }
}
