package org.reachline.contamination;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Role;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** What every site was prescribed, beside what it received. */
@Path("/studies/{slug}/contamination/received")
class ReceivedPage {
  /** Sites on one page. */
  static final int PAGE = 100;

  @Inject CurrentPerson me;
  @Inject ContaminationWatch watch;
  @Inject Received received;
  @Inject Protocols protocols;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance table(
        Study study, List<Strategy> strategies, List<Received.Row> rows, Paging paging);
  }

  /** The table. */
  @GET
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  @Transactional
  public Response table(String slug, @RestQuery @DefaultValue("1") PageNumber page) {
    Study study = Study.getBySlug(slug);
    ContaminationPage.requireArms(me);
    ContaminationWatch.Looked looked = watch.look(study);
    PanacheQuery<Enrolment> units = received.units(study);
    Paging paging = Paging.of(units, page, PAGE);
    return Page.show(
        Templates.table(
            study,
            protocols.fileOf(study).strategies(),
            received.rows(study, paging.rows(units), looked),
            paging));
  }
}
