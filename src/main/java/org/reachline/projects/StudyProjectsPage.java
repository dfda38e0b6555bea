package org.reachline.projects;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.SiteAccess;
import org.reachline.dose.DoseAccess;
import org.reachline.studies.Study;

/** The change projects of a study, over all sites that the person coaches or oversees. */
@Path("/studies/{slug}/change-projects")
public class StudyProjectsPage {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject DoseAccess dose;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance study(Study study, List<ProjectsPage.Line> lines);
  }

  /** Every project that the person may see. */
  @GET
  @Authenticated
  public Response study(String slug) {
    Study study = Study.getBySlug(slug);
    dose.requireBoard();
    return Page.show(
        Templates.study(
            study,
            ChangeProject.listForStudy(study).stream()
                .filter(p -> me.maySeeArms() || access.mayCoach(p.site.id))
                .map(ProjectsPage.Line::of)
                .toList()));
  }
}
