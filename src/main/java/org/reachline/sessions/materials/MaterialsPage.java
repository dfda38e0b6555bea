package org.reachline.sessions.materials;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** Links and files of one session. Whoever sees the session reads them; hosts add and take back. */
@Path("/studies/{slug}/sessions/{id:\\d+}/materials")
class MaterialsPage {
  @Inject SessionAccess access;
  @Inject MaterialActs acts;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(
        EchoSession session,
        List<Material> materials,
        MaterialForm form,
        Problems problems,
        boolean host);

    static native TemplateInstance withdraw(
        EchoSession session, Material material, String reason, Problems problems);
  }

  /** What there is. */
  @GET
  @Authenticated
  public Response list(@PathParam("slug") String slug, @PathParam("id") long id) {
    return Page.show(page(visible(slug, id), new MaterialForm(), new Problems()));
  }

  /** Adds a link or a file. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  public Response add(
      @PathParam("slug") String slug, @PathParam("id") long id, @BeanParam MaterialForm form) {
    EchoSession session = hosted(slug, id);
    Problems problems = new Problems();
    MaterialForm.Typed typed = form.read(problems);
    if (problems.any()) {
      return Page.refuse(page(session, form, problems));
    }
    Material added = acts.add(session, typed);
    return Page.seeOther(path(session), "“" + added.title + "” was added.");
  }

  /** Hands out a file. */
  @GET
  @Path("{material:\\d+}")
  @Authenticated
  public Response download(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @PathParam("material") long material) {
    return acts.download(visible(slug, id), material);
  }

  /** Asks why. */
  @GET
  @Path("{material:\\d+}/withdraw")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  public Response ask(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @PathParam("material") long material) {
    EchoSession session = hosted(slug, id);
    return Page.show(Templates.withdraw(session, find(session, material), "", new Problems()));
  }

  /** Takes something back, with a reason. */
  @POST
  @Path("{material:\\d+}/withdraw")
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  public Response withdraw(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @PathParam("material") long material,
      @RestForm String reason) {
    EchoSession session = hosted(slug, id);
    Material found = find(session, material);
    Problems problems = new Problems();
    String why = problems.text("reason", reason, 500);
    if (problems.any()) {
      return Page.refuse(Templates.withdraw(session, found, reason, problems));
    }
    acts.withdraw(found, why);
    return Page.seeOther(path(session), "“" + found.title + "” was taken back.");
  }

  private TemplateInstance page(EchoSession session, MaterialForm form, Problems problems) {
    return Templates.list(
        session, Material.listForSession(session), form, problems, access.mayHost(session.program));
  }

  private static Material find(EchoSession session, long id) {
    return Material.find(session, id).orElseThrow(Refusal.NotFound::new);
  }

  private EchoSession hosted(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return session;
  }

  private EchoSession visible(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireWords(session);
    return session;
  }

  private static String path(EchoSession session) {
    return "/studies/" + session.program.study.slug + "/sessions/" + session.id + "/materials";
  }
}
