package org.reachline.home;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Page;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** One site in one study at a glance: who is there, what it got, what it reported. */
@Path("/studies/{slug}/sites/{code}")
class SitePage {
  @Inject SiteOverviews overviews;
  @Inject Protocols protocols;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance site(Study study, SiteOverview o, SiteFigures figures);
  }

  /** The overview. */
  @GET
  @Authenticated
  public Response site(
      @PathParam("slug") String slug,
      @PathParam("code") String code,
      @RestQuery List<String> rule) {
    Study study = Study.getBySlug(slug);
    SiteOverview o = overviews.get(study, code, rule);
    return Page.show(Templates.site(study, o, SiteFigures.of(protocols.fileOf(study), o)));
  }
}
