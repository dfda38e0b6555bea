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
import java.util.List;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.Vocabulary;
import org.reachline.base.input.UploadForm;
import org.reachline.base.lists.ListDialogue;
import org.reachline.base.lists.ListTaken;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.EditDialogue;

/** The places of all trials: list, add, edit, upload. */
@Path("/")
public class SitesPage {
  /** Sites on one page. */
  static final int PAGE = 50;

  @Inject EditDialogue dialogue;
  @Inject SiteActs acts;
  @Inject SiteSearch search;
  @Inject SiteUpload upload;
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
        String heading,
        String action,
        boolean isNew,
        SiteForm form,
        List<Choice> types,
        Problems problems,
        String overtaken);

    static native TemplateInstance upload(String pasted, Problems problems);

    static native TemplateInstance preview(ListTaken taken, String content, String overtaken);
  }

  private static final ListDialogue LIST =
      new ListDialogue() {
        @Override
        public TemplateInstance upload(String pasted, Problems problems) {
          return Templates.upload(pasted, problems);
        }

        @Override
        public TemplateInstance preview(
            ListTaken taken, String content, String overtaken, String reason, Problems problems) {
          return Templates.preview(taken, content, overtaken);
        }
      };

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
    List<AuditTrail.Step> steps =
        me.isCoordinator() ? trail.whole(SiteActs.subject(site)) : List.of();
    List<Site> partners =
        Site.listPartners(site).stream().filter(partner -> access.maySee(partner.id)).toList();
    return Page.show(Templates.site(site, partners, steps));
  }

  /** The form for a new site. */
  @GET
  @Path("sites/new")
  @RolesAllowed(Role.COORDINATOR_)
  public Response add() {
    SiteForm form = new SiteForm();
    form.zone = me.zone().getId();
    return Page.show(newForm(form, new Problems()));
  }

  /** Enters a site. */
  @POST
  @Path("sites/new")
  @RolesAllowed(Role.COORDINATOR_)
  public Response add(@BeanParam SiteForm form) {
    Problems problems = new Problems();
    Site site = acts.add(form, problems);
    return site == null
        ? Page.refuse(newForm(form, problems))
        : Page.seeOther("/sites/" + site.code, receipt(site.name + " is entered.", form));
  }

  /** The form for changing a site. */
  @GET
  @Path("sites/{code}/edit")
  @RolesAllowed(Role.COORDINATOR_)
  public Response edit(@PathParam("code") String code) {
    return Page.show(editForm(SiteForm.of(Site.getByCode(code)), new Problems(), null));
  }

  /** Changes a site. */
  @POST
  @Path("sites/{code}/edit")
  @RolesAllowed(Role.COORDINATOR_)
  public Response edit(@PathParam("code") String code, @BeanParam SiteForm form) {
    Problems problems = new Problems();
    return dialogue.answer(
        problems,
        (theirs, wrong) -> {
          if (theirs != null) {
            // The typist's words stay; sending them again is then a decision.
            form.version = String.valueOf(Site.getByCode(code).version);
          }
          return editForm(form, wrong, theirs);
        },
        () -> {
          Site site = acts.edit(code, form, problems);
          return site == null
              ? null
              : Page.seeOther("/sites/" + site.code, receipt(site.name + " is changed.", form));
        });
  }

  /** The form for a list of sites. */
  @GET
  @Path("sites/upload")
  @RolesAllowed(Role.COORDINATOR_)
  public Response upload() {
    return Page.show(Templates.upload("", new Problems()));
  }

  /** Shows what a list of sites would do, then, once confirmed, does it. */
  @POST
  @Path("sites/upload")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed(Role.COORDINATOR_)
  public Response upload(@BeanParam UploadForm form) {
    return LIST.answer(upload, null, form, "/sites");
  }

  private static String receipt(String sentence, SiteForm form) {
    return form.told.isEmpty() ? sentence : sentence + " " + String.join(" ", form.told);
  }

  private TemplateInstance newForm(SiteForm form, Problems problems) {
    return Templates.form(
        "Add a site", "/sites/new", true, form, vocabulary.siteTypes(), problems, null);
  }

  private TemplateInstance editForm(SiteForm form, Problems problems, String overtaken) {
    return Templates.form(
        "Change " + form.code,
        "/sites/" + form.code + "/edit",
        false,
        form,
        vocabulary.siteTypes(),
        problems,
        overtaken);
  }
}
