package org.reachline.reach.imports;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.input.UploadForm;
import org.reachline.base.lists.ListAct;
import org.reachline.base.lists.ListDialogue;
import org.reachline.protocol.StudyFile;
import org.reachline.studies.Study;

/** Reports from a file: choose it, see what it would do, agree, save. */
@Path("/studies/{slug}/reach/import")
class ReportListPage {
  @Inject ReportList reports;
  @Inject ListDialogue dialogue;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance choose(
        Study study, StudyFile file, Problems problems, String pasted);

    static native TemplateInstance preview(
        Study study, ListAct.Look<ImportPreview> look, ImportOptions options);
  }

  /** Where a file is chosen. */
  @GET
  @RolesAllowed({Role.CLINICIAN_, Role.COORDINATOR_})
  public Response choose(@RestPath String slug) {
    return dialogue.choose(reports, reports.place(slug));
  }

  /** The preview first; the second time, with everything agreed to, the file is saved. */
  @POST
  @RolesAllowed({Role.CLINICIAN_, Role.COORDINATOR_})
  public Response take(@RestPath String slug, @BeanParam UploadForm form) {
    return dialogue.answer(reports, reports.place(slug), form);
  }
}
