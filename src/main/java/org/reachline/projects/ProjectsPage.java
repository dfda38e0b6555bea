package org.reachline.projects;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.reachline.base.Page;
import org.reachline.base.SiteAccess;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/** A site's change projects and walk-throughs. */
@Path("/studies/{slug}/coaching/{code}/projects")
public class ProjectsPage {
  @Inject SiteAccess access;
  @Inject ProjectAccess readers;
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
    static Line of(ChangeProject project) {
      List<PdsaCycle> standing =
          PdsaCycle.listForProject(project).stream().filter(PdsaCycle::isStanding).toList();
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
            ChangeProject.listForEnrolment(place.enrolment()).stream()
                .filter(p -> access.maySee(p.site.id))
                .map(Line::of)
                .toList(),
            WalkThrough.listForEnrolment(place.enrolment()).stream()
                .filter(w -> access.maySee(w.site.id))
                .toList(),
            readers.mayWrite(place.site())));
  }
}
