package org.reachline.studies.versions;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.input.UploadForm;
import org.reachline.studies.OwnStudies;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

/** The studies, what their protocols say, and the coordinator's new version of one. */
@Path("/")
class StudiesPage {
  @Inject StudyLibrary library;
  @Inject Protocols protocols;
  @Inject OwnStudies own;
  @Inject CurrentPerson me;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(List<Study> studies);

    static native TemplateInstance protocol(
        Study study, ProtocolView view, List<StudyVersion> versions, boolean armsShown);

    static native TemplateInstance upload(String pasted, Problems problems);

    static native TemplateInstance preview(
        StudyLibrary.Examined examined, String content, String reason, Problems problems);
  }

  /** The studies in which the person has a part. */
  @GET
  @Path("studies")
  @Authenticated
  public Response list() {
    return Page.show(Templates.list(own.list()));
  }

  /** What a study's protocol says, in words. */
  @GET
  @Path("studies/{slug}")
  @Authenticated
  public Response show(@PathParam("slug") String slug) {
    Study study = own.get(slug);
    return Page.show(
        Templates.protocol(
            study,
            new ProtocolView(protocols.fileOf(study)),
            StudyVersion.listForStudy(study),
            me.maySeeArms()));
  }

  /** One version's text as it was loaded. */
  @GET
  @Path("studies/{slug}/versions/{number}")
  @Produces(MediaType.TEXT_PLAIN)
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  public Response text(@PathParam("slug") String slug, @PathParam("number") int number) {
    return library.text(Study.getBySlug(slug), number);
  }

  /** The form for a study file. */
  @GET
  @Path("studies/upload")
  @RolesAllowed(Role.COORDINATOR_)
  public Response upload() {
    return Page.show(Templates.upload("", new Problems()));
  }

  /** Shows what a study file would change, then, once confirmed, loads it. */
  @POST
  @Path("studies/upload")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed(Role.COORDINATOR_)
  public Response upload(@BeanParam UploadForm form, @RestForm String basis) {
    Problems problems = new Problems();
    String text = form.text(problems);
    if (text == null) {
      return Page.refuse(Templates.upload(form.pasted, problems));
    }
    String name = form.fileName("study.yaml");
    StudyLibrary.Examined examined = library.examine(text, name);
    String content = UploadForm.carried(text);
    if (!form.isConfirmed()) {
      TemplateInstance preview = Templates.preview(examined, content, form.reason, problems);
      return examined.read().isValid() ? Page.show(preview) : Page.refuse(preview);
    }
    if (examined.kind() == StudyLibrary.Kind.NEW_VERSION) {
      problems.text("reason", form.reason, 1000);
    }
    Integer seen = problems.integer("basis", basis, 0, Integer.MAX_VALUE);
    if (problems.any() || !examined.isLoadable()) {
      return Page.refuse(Templates.preview(examined, content, form.reason, problems));
    }
    StudyVersion version;
    try {
      version = library.load(text, name, seen, form.reason);
    } catch (Refusal.Conflict overtaken) {
      // The comparison is made anew against the other's version; the reason typed stays.
      problems.add("", overtaken.getMessage());
      return Page.conflict(
          Templates.preview(library.examine(text, name), content, form.reason, problems));
    }
    return Page.seeOther(
        "/studies/" + version.study.slug, "Version " + version.number + " is in force.");
  }
}
