package org.reachline.exports;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Role;
import org.reachline.studies.Study;

/** Take a study's data out, and see who did. */
@Path("/studies/{slug}/exports")
class ExportsPage {
  /** Exports on one page; each has a line for every file. */
  static final int ROWS = 20;

  @Inject DataExport export;
  @Inject ExportDownload download;
  @Inject ExportLog log;
  @Inject CurrentPerson me;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance exports(
        Study study, List<ExportRecord> log, Paging paging, boolean mayTake, boolean blinded);
  }

  /** What an export holds, and the log. */
  @GET
  @RolesAllowed({Role.RESEARCHER_, Role.COORDINATOR_})
  public Response show(@RestPath String slug, @RestQuery @DefaultValue("1") PageNumber page) {
    Study study = Study.getBySlug(slug);
    PanacheQuery<ExportRecord> taken = log.of(study);
    Paging paging = Paging.of(taken, page, ROWS);
    return Page.show(
        Templates.exports(
            study, paging.rows(taken), paging, me.is(Role.RESEARCHER), !me.maySeeArms()));
  }

  /** Writes the ZIP, logs it and sends it. */
  @POST
  @Path("zip")
  @RolesAllowed(Role.RESEARCHER_)
  public Response take(@RestPath String slug) {
    return download.send(slug, export.write(slug));
  }
}
