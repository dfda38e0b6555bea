package org.reachline.studies.enrolment;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.input.UploadForm;
import org.reachline.base.lists.ListAct;
import org.reachline.base.lists.ListDialogue;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationMethod;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sites.Site;
import org.reachline.studies.Allocation;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Offers;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.versions.ProtocolView;

/** Which unit is in which arm, by whose list; and what a unit is therefore meant to get. */
@Path("/")
class AllocationPage {
  @Inject AllocationList list;
  @Inject ListDialogue dialogue;
  @Inject Protocols protocols;
  @Inject Offers offers;
  @Inject SiteAccess access;
  @Inject CurrentPerson me;

  /** An allocation with its arm, which may be gone from nothing but the sight of the blinded. */
  public record Line(Allocation allocation, Site unit, Arm arm) {}

  /** An arm with the number of active units in it. */
  public record ArmCount(Arm arm, long units) {}

  /** A strategy with its planned contacts. */
  public record PlanView(
      Strategy strategy,
      org.reachline.protocol.dose.PlannedTotal total,
      List<org.reachline.protocol.dose.PlannedContact> contacts,
      String rule) {}

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance allocation(
        Study study,
        List<Line> lines,
        Paging paging,
        List<ArmCount> counts,
        long waiting,
        boolean allocates,
        String pasted,
        Problems problems);

    static native TemplateInstance preview(
        Study study, ListAct.Look<AllocationList.Taken> look, List<ArmCount> counts);

    static native TemplateInstance plan(
        Study study, Enrolment enrolment, Site site, List<PlanView> plans, ProtocolView view);
  }

  /** The allocation so far and, for the coordinator, the form for the list. */
  @GET
  @Path("studies/{slug}/allocation")
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  public Response show(
      @PathParam("slug") String slug, @QueryParam("page") @DefaultValue("1") PageNumber page) {
    requireArms();
    return Page.show(allocation(Study.getBySlug(slug), page, "", new Problems()));
  }

  /** Shows what the list would do, then, once confirmed by its hash, allocates for good. */
  @POST
  @Path("studies/{slug}/allocation")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed(Role.COORDINATOR_)
  public Response upload(@PathParam("slug") String slug, @BeanParam UploadForm form) {
    return dialogue.answer(list, Study.getBySlug(slug), form);
  }

  /** The page that shows what a list would do. */
  TemplateInstance preview(Study study, ListAct.Look<AllocationList.Taken> look) {
    StudyFile file = protocols.fileOf(study);
    List<ArmCount> counts = new ArrayList<>();
    look.told()
        .perArm()
        .forEach((key, units) -> counts.add(new ArmCount(file.findArm(key).orElseThrow(), units)));
    return Templates.preview(study, look, counts);
  }

  /** What a unit is meant to get, with dates; for those who may know. */
  @GET
  @Path("studies/{slug}/plan/{code}")
  @Authenticated
  public Response plan(@PathParam("slug") String slug, @PathParam("code") String code) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(code);
    access.requireSee(site.id);
    if (!access.mayKnowPlan(site.id)) {
      throw new Refusal.NotAllowed("Only the unit's coaches and people who may see arms see this.");
    }
    Enrolment e = Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new);
    StudyFile file = protocols.fileOf(study);
    List<PlanView> plans = new ArrayList<>();
    PlannedDose dose = protocols.plannedDose(e).orElse(null);
    if (dose != null) {
      for (Strategy s : offers.toldOf(file)) {
        plans.add(
            new PlanView(
                s, dose.total(s.key()), dose.listContacts(s.key()), s.countingRule().label()));
      }
    }
    return Page.show(Templates.plan(study, e, site, plans, new ProtocolView(file)));
  }

  private void requireArms() {
    if (!me.maySeeArms()) {
      throw new Refusal.NotFound();
    }
  }

  /** The allocation so far, with what was pasted. */
  TemplateInstance allocation(Study study, PageNumber page, String pasted, Problems problems) {
    StudyFile file = protocols.fileOf(study);
    List<Enrolment> active =
        Enrolment.listForStudy(study).stream().filter(Enrolment::isActive).toList();
    List<ArmCount> counts =
        file.arms().stream()
            .map(
                arm ->
                    new ArmCount(
                        arm,
                        active.stream()
                            .filter(e -> protocols.armOf(e).equals(Optional.of(arm)))
                            .count()))
            .toList();
    PanacheQuery<Allocation> made = Allocation.findForStudy(study);
    Paging paging = Paging.of(made, page, Paging.ROWS).at("/studies/" + study.slug + "/allocation");
    List<Line> lines =
        paging.rows(made).stream()
            .map(a -> new Line(a, a.enrolment.unit, file.findArm(a.armKey).orElse(null)))
            .toList();
    return Templates.allocation(
        study,
        lines,
        paging,
        counts,
        active.stream().filter(e -> protocols.armOf(e).isEmpty()).count(),
        file.allocation().method() != AllocationMethod.NONE,
        pasted,
        problems);
  }
}
