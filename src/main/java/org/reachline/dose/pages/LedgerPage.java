package org.reachline.dose.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.dose.DosePlan;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/**
 * A site's ledger of all strategies: every figure beside the lines that it is made of. It reads
 * what all rooms posted and links to their records by address, so it knows none of them.
 */
@Path("/studies/{slug}/coaching/{code}/ledger")
class LedgerPage {
  @Inject CurrentPerson me;
  @Inject SiteLedger ledger;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance ledger(
        Study study,
        Site site,
        List<SiteLedger.Account> accounts,
        List<DosePlan> plans,
        List<CountingChoice.Offered> rules,
        boolean mayOpen);
  }

  /** The ledger. */
  @GET
  @Authenticated
  public Response ledger(String slug, String code, @RestQuery List<String> rule) {
    SiteLedger.Found found = ledger.find(slug, code, rule);
    return Page.show(
        Templates.ledger(
            found.study(),
            found.site(),
            found.accounts(),
            me.maySeeArms() ? DosePlan.listForEnrolment(found.enrolment()) : List.of(),
            found.rules(),
            found.mayOpen()));
  }
}
