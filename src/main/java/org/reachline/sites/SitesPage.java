package org.reachline.sites;

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
import java.util.Map;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.Vocabulary;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.input.UploadForm;
import org.reachline.base.lists.ListDialogue;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.EditDialogue;

/** The places of all trials: list, add, edit, upload. */
@Path("/")
class SitesPage {
  /** Sites on one page. */
  static final int PAGE = 50;

  @Inject EditDialogue dialogue;
  @Inject SiteActs acts;
  @Inject SiteSearch search;
  @Inject SiteList upload;
  @Inject ListDialogue lists;
  @Inject SentForm sent;
  @Inject Vocabulary vocabulary;
  @Inject SiteAccess access;
  @Inject CurrentPerson me;
  @Inject AuditTrail trail;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(List<Site> sites, String q, Paging paging);

    static native TemplateInstance site(
        Site site, List<Site> partners, List<AuditTrail.Step> trail);

    static native TemplateInstance form(
        String heading, String action, boolean isNew, FactForm form, String overtaken);
  }

  /** Sites that the person may see, a page at a time. */
  @GET
  @Path("sites")
  @Authenticated
  public Response list(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("page") @DefaultValue("1") PageNumber page) {
    Paging paging = Paging.of(search.count(q), page, PAGE).keeping("q", q.strip());
    return Page.show(Templates.list(search.list(q, paging.offset(), PAGE), q.strip(), paging));
  }

  /** One site with its partners. */
  @GET
  @Path("sites/{code}")
  @Authenticated
  public Response show(@PathParam("code") String code) {
    Site site = Site.getByCode(code);
    access.requireSee(site.id);
    List<AuditTrail.Step> steps = me.isCoordinator() ? trail.whole(site) : List.of();
    List<Site> partners =
        Site.listPartners(site).stream().filter(partner -> access.maySee(partner.id)).toList();
    return Page.show(Templates.site(site, partners, steps));
  }

  /** The form for a new site. */
  @GET
  @Path("sites/new")
  @RolesAllowed(Role.COORDINATOR_)
  public Response add() {
    return Page.show(newForm(Map.of("zone", me.zone().getId()), new Problems()));
  }

  /** Enters a site. */
  @POST
  @Path("sites/new")
  @RolesAllowed(Role.COORDINATOR_)
  public Response enter() {
    Problems problems = new Problems();
    List<String> told = new ArrayList<>();
    Map<String, String> typed = sent.typed();
    Site site = acts.add(typed, told, problems);
    return site == null
        ? Page.refuse(newForm(typed, problems))
        : Page.seeOther("/sites/" + site.code, receipt(site.name + " is entered.", told));
  }

  /** The form for changing a site. */
  @GET
  @Path("sites/{code}/edit")
  @RolesAllowed(Role.COORDINATOR_)
  public Response edit(@PathParam("code") String code) {
    Site site = Site.getByCode(code);
    Map<String, String> typed = SiteFacts.SHEET.typed(site.facts());
    typed.put("version", String.valueOf(site.version));
    return Page.show(editForm(site.code, typed, new Problems(), null));
  }

  /** Changes a site. */
  @POST
  @Path("sites/{code}/edit")
  @RolesAllowed(Role.COORDINATOR_)
  public Response change(@PathParam("code") String code) {
    Problems problems = new Problems();
    List<String> told = new ArrayList<>();
    Map<String, String> typed = sent.typed();
    return dialogue.answer(
        problems,
        (theirs, wrong) -> {
          if (theirs != null) {
            // The typist's words stay; sending them again is then a decision.
            typed.put("version", String.valueOf(Site.getByCode(code).version));
          }
          return editForm(code, typed, wrong, theirs);
        },
        () -> {
          Site site = acts.edit(code, typed, told, problems);
          return site == null
              ? null
              : Page.seeOther("/sites/" + site.code, receipt(site.name + " is changed.", told));
        });
  }

  /** The form for a list of sites. */
  @GET
  @Path("sites/upload")
  @RolesAllowed(Role.COORDINATOR_)
  public Response upload() {
    return lists.choose(upload, null);
  }

  /** Shows what a list of sites would do, then, once confirmed, does it. */
  @POST
  @Path("sites/upload")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed(Role.COORDINATOR_)
  public Response upload(@BeanParam UploadForm form) {
    return lists.answer(upload, null, form);
  }

  private static String receipt(String sentence, List<String> told) {
    return told.isEmpty() ? sentence : sentence + " " + String.join(" ", told);
  }

  private TemplateInstance newForm(Map<String, String> typed, Problems problems) {
    return Templates.form("Add a site", "/sites/new", true, form(typed, problems), null);
  }

  private TemplateInstance editForm(
      String code, Map<String, String> typed, Problems problems, String overtaken) {
    return Templates.form(
        "Change " + code, "/sites/" + code + "/edit", false, form(typed, problems), overtaken);
  }

  private FactForm form(Map<String, String> typed, Problems problems) {
    return new FactForm(SiteFacts.SHEET, typed, problems).choice("type", vocabulary.siteTypes());
  }
}
