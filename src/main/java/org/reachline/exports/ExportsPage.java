package org.reachline.exports;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Role;
import org.reachline.studies.Study;

/** Take a study's data out, and see who did. */
@Path("/studies/{slug}/exports")
public class ExportsPage {
  @Inject DataExport export;
  @Inject ExportDownload download;
  @Inject ExportLog log;
  @Inject CurrentPerson me;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance exports(
        Study study, List<ExportRecord> log, boolean mayTake, boolean blinded);
  }

  /** What an export holds, and the log. */
  @GET
  @RolesAllowed({Role.RESEARCHER_, Role.COORDINATOR_})
  public Response show(@RestPath String slug) {
    Study study = Study.getBySlug(slug);
    return Page.show(
        Templates.exports(study, log.of(study), me.is(Role.RESEARCHER), !me.maySeeArms()));
  }

  /** Writes the ZIP, logs it and sends it. */
  @POST
  @Path("zip")
  @RolesAllowed(Role.RESEARCHER_)
  public Response take(@RestPath String slug) {
    return download.send(slug, export.write(slug));
  }
}
