package org.reachline.studies;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.input.UploadForm;
import org.reachline.base.lists.ListDialogue;
import org.reachline.base.lists.ListTaken;

/**
 * Many records from one list: choose, look at what would happen, confirm. A room's page names its
 * address and its list.
 */
public abstract class StudyListPage {
  @CheckedTemplate(basePath = "StudyListPage")
  static class Templates {
    static native TemplateInstance upload(
        Study study, StudyList list, RawString help, String pasted, Problems problems);

    static native TemplateInstance preview(
        Study study,
        StudyList list,
        ListTaken taken,
        String content,
        String overtaken,
        String reason,
        Problems problems);
  }

  /** The list. */
  protected abstract StudyList list();

  /** Choose the list. */
  @GET
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response upload(@PathParam("slug") String slug) {
    return Page.show(dialogue(list().study(slug)).upload("", new Problems()));
  }

  /** Shows what would happen, or does it once that was confirmed. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response take(@PathParam("slug") String slug, @BeanParam UploadForm form) {
    Study study = list().study(slug);
    return dialogue(study).answer(list(), study, form, list().back(study));
  }

  private ListDialogue dialogue(Study study) {
    return new ListDialogue() {
      @Override
      public TemplateInstance upload(String pasted, Problems problems) {
        RawString help = new RawString(list().help(study).render());
        return Templates.upload(study, list(), help, pasted, problems);
      }

      @Override
      public TemplateInstance preview(
          ListTaken taken, String content, String overtaken, String reason, Problems problems) {
        return Templates.preview(study, list(), taken, content, overtaken, reason, problems);
      }
    };
  }
}
