package org.reachline.coaching.booking;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.reachline.base.Page;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** The way from the menu to the times that a clinician's own site can book. */
@Path("/studies/{slug}/book")
class OwnBookingPage {
  @Inject SiteAccess access;

  @CheckedTemplate(basePath = "BookPage")
  static class Templates {
    static native TemplateInstance where(Study study, List<Site> sites);
  }

  /** Leads to the one site; asks which of several. */
  @GET
  @RolesAllowed(Role.CLINICIAN_)
  public Response where(String slug) {
    Study study = Study.getBySlug(slug);
    Set<Long> own = access.ownSiteIds();
    List<Site> sites =
        Enrolment.listForSites(own).stream()
            .filter(e -> e.study.id.equals(study.id) && e.isActive())
            .flatMap(e -> e.members.stream())
            .filter(site -> own.contains(site.id) && access.mayReport(site.id))
            .sorted(Comparator.comparing(site -> site.code))
            .distinct()
            .toList();
    return sites.size() == 1
        ? Response.seeOther(
                URI.create(study.addressOf("coaching") + "/" + sites.get(0).code + "/book"))
            .build()
        : Page.show(Templates.where(study, sites));
  }
}
