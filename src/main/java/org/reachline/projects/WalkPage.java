package org.reachline.projects;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Choice;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.Change;
import org.reachline.projects.ProjectPaths.Place;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/** A walk-through: write it down, read it, take it back. */
@Path("/studies/{slug}/coaching/{code}/walk-throughs")
@Authenticated
class WalkPage {
  @Inject ProjectAccess access;
  @Inject ProjectPaths paths;
  @Inject ProjectRules rules;
  @Inject ProjectActs acts;
  @Inject SentForm sent;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance form(
        Study study, Site site, FactForm form, List<WalkStage> stages, List<Choice> sites);

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
    LocalDate today = LocalDate.now(clock.withZone(place.site().zoneId()));
    Map<String, String> typed = Map.of("site", place.site().code, "walkedOn", today.toString());
    return Page.show(form(place, typed, new Problems()));
  }

  /** Writes a walk-through down. */
  @POST
  @Path("new")
  @Transactional
  public Response log(String slug, String code) {
    Place place = paths.place(slug, code);
    access.requireWrite(place.site());
    Problems problems = new Problems();
    Map<String, String> typed = byStage(sent.typed(WalkFacts.SHEET));
    Site site = rules.site(typed.get("site"), place.enrolment(), problems);
    WalkFacts facts = rules.walk(typed, site, problems);
    if (problems.any()) {
      return Page.refuse(form(place, typed, problems));
    }
    WalkThrough walk = acts.log(place.enrolment(), site, facts);
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
    acts.withdraw(walk, new Change(null, why));
    return Page.seeOther(
        address(place) + "/" + id, "The walk-through was withdrawn; it stays on record.");
  }

  private static String address(Place place) {
    return "/studies/" + place.study().slug + "/coaching/" + place.site().code + "/walk-throughs";
  }

  /** Each stage's note in the place that it has on the page, whichever of them were sent. */
  private static Map<String, String> byStage(Map<String, String> typed) {
    Map<String, String> sorted = new LinkedHashMap<>(typed);
    sorted.keySet().removeIf(field -> field.startsWith("notes."));
    for (WalkStage stage : WalkStage.values()) {
      String place = "notes." + stage.ordinal() + ".";
      String sent =
          typed.keySet().stream()
              .filter(field -> field.matches("notes\\.\\d+\\.stage"))
              .filter(field -> stage.name().equals(typed.get(field)))
              .findFirst()
              .orElse("stage")
              .replaceFirst("stage$", "");
      List.of("felt", "seen", "toChange")
          .forEach(part -> sorted.put(place + part, sent.isEmpty() ? "" : typed.get(sent + part)));
      sorted.put(place + "stage", stage.name());
    }
    return sorted;
  }

  private TemplateInstance form(Place place, Map<String, String> typed, Problems problems) {
    return Templates.form(
        place.study(),
        place.site(),
        new FactForm(WalkFacts.SHEET, typed, problems),
        List.of(WalkStage.values()),
        rules.sites(place.enrolment()));
  }

  private TemplateInstance page(Place place, WalkThrough walk, String reason, Problems problems) {
    return Templates.walk(
        place.study(), place.site(), walk, access.mayWrite(walk.site), reason, problems);
  }
}
