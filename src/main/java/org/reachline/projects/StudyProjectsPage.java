package org.reachline.projects;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.dose.DoseAccess;
import org.reachline.studies.Study;

/** The change projects of a study, over all sites that the person coaches or oversees. */
@Path("/studies/{slug}/change-projects")
class StudyProjectsPage {
  @Inject ProjectAccess readers;
  @Inject DoseAccess dose;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance study(Study study, List<ProjectsPage.Line> lines, Paging paging);
  }

  /** Every project that the person may see, a page at a time. */
  @GET
  @Authenticated
  public Response study(String slug, @RestQuery @DefaultValue("1") PageNumber page) {
    Study study = Study.getBySlug(slug);
    dose.requireBoard();
    PanacheQuery<ChangeProject> projects =
        ChangeProject.findForStudy(study, readers.sitesOfStudy());
    Paging paging = Paging.of(projects, page, Paging.ROWS);
    return Page.show(Templates.study(study, ProjectsPage.Line.of(paging.rows(projects)), paging));
  }
}
