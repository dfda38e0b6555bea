package org.reachline.projects;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Choice;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.projects.ProjectPaths.Place;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/** A walk-through: write it down, read it, take it back. */
@Path("/studies/{slug}/coaching/{code}/walk-throughs")
@Authenticated
public class WalkPage {
  @Inject ProjectAccess access;
  @Inject ProjectPaths paths;
  @Inject ProjectFormReader reader;
  @Inject ProjectActs acts;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance form(
        Study study,
        Site site,
        WalkForm form,
        List<WalkStage> stages,
        List<Choice> sites,
        Problems problems);

    static native TemplateInstance walk(
        Study study,
        Site site,
        WalkThrough walk,
        boolean mayWrite,
        String reason,
        Problems problems);
  }

  /** An empty checklist. */
  @GET
  @Path("new")
  public Response form(String slug, String code) {
    Place place = paths.place(slug, code);
    access.requireWrite(place.site());
    WalkForm form = new WalkForm();
    form.site = place.site().code;
    form.walkedOn = LocalDate.now(clock.withZone(place.site().zoneId())).toString();
    return Page.show(form(place, form, new Problems()));
  }

  /** Writes a walk-through down. */
  @POST
  @Path("new")
  @Transactional
  public Response log(String slug, String code, @BeanParam WalkForm form) {
    Place place = paths.place(slug, code);
    access.requireWrite(place.site());
    Problems problems = new Problems();
    WalkThrough typed = reader.walk(form, place.enrolment(), problems);
    if (problems.any()) {
      return Page.refuse(form(place, form, problems));
    }
    WalkThrough walk = acts.log(typed);
    return Page.seeOther(
        address(place) + "/" + walk.id,
        "The walk-through is written down. What is to be changed first can become a project.");
  }

  /** A walk-through. */
  @GET
  @Path("{id}")
  public Response walk(String slug, String code, long id) {
    Place place = paths.place(slug, code);
    return Page.show(page(place, paths.walk(place, id), "", new Problems()));
  }

  /** Takes a walk-through back, with a reason. */
  @POST
  @Path("{id}/withdraw")
  @Transactional
  public Response withdraw(String slug, String code, long id, @RestForm String reason) {
    Place place = paths.place(slug, code);
    WalkThrough walk = paths.walk(place, id);
    access.requireWrite(walk.site);
    Problems problems = new Problems();
    String why = problems.text("reason", reason, 500);
    if (problems.any()) {
      return Page.refuse(page(place, walk, reason, problems));
    }
    acts.withdraw(walk, why);
    return Page.seeOther(
        address(place) + "/" + id, "The walk-through was withdrawn; it stays on record.");
  }

  private static String address(Place place) {
    return "/studies/" + place.study().slug + "/coaching/" + place.site().code + "/walk-throughs";
  }

  private TemplateInstance form(Place place, WalkForm form, Problems problems) {
    List<Choice> sites =
        place.enrolment().members.stream()
            .filter(access::mayWrite)
            .map(s -> new Choice(s.code, s.name))
            .sorted(Comparator.comparing(Choice::label))
            .toList();
    return Templates.form(
        place.study(), place.site(), form, List.of(WalkStage.values()), sites, problems);
  }

  private TemplateInstance page(Place place, WalkThrough walk, String reason, Problems problems) {
    return Templates.walk(
        place.study(), place.site(), walk, access.mayWrite(walk.site), reason, problems);
  }
}
