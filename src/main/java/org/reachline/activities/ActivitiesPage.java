package org.reachline.activities;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.SiteAccess;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** All sites' activities: planned beside delivered, and how far trainings of trainers spread. */
@Path("/studies/{slug}/activities")
class ActivitiesPage {
  /** Sites on one page. */
  static final int PAGE = 50;

  @Inject SiteAccess sites;
  @Inject ActivityAccess access;
  @Inject ActivityPaths paths;
  @Inject ActivityAccounts accounts;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance board(
        Study study,
        List<Strategy> strategies,
        List<Row> rows,
        List<TrainerCascade> cascades,
        String q,
        Paging paging);
  }

  /**
   * One unit.
   *
   * @param accounts one per strategy; empty before allocation or start, and for whoever may not
   *     know the plan
   */
  public record Row(Enrolment unit, List<DoseAccount> accounts) {}

  /** The sites whose activities the person may read. */
  @GET
  @Authenticated
  public Response board(
      String slug,
      @RestQuery @DefaultValue("") String q,
      @RestQuery @DefaultValue("1") PageNumber page) {
    Study study = paths.study(slug);
    access.requireSome();
    PanacheQuery<Enrolment> units = Enrolment.findActive(study, access.readableSites(), q);
    Paging paging = Paging.of(units, page, PAGE).keeping("q", q.strip());
    List<Enrolment> onPage = paging.rows(units);
    Map<Long, List<DoseAccount>> reckoned = accounts.of(study, onPage);
    List<Row> rows = new ArrayList<>();
    for (Enrolment unit : onPage) {
      boolean plan = sites.mayKnowPlan(unit.unit.id);
      rows.add(new Row(unit, plan ? reckoned.get(unit.id) : List.of()));
    }
    List<Strategy> strategies = accounts.strategies(study);
    return Page.show(
        Templates.board(
            study,
            strategies,
            rows,
            TrainerCascade.of(strategies, Activity.listTrainings(study, access.readableSites())),
            q,
            paging));
  }
}
