package org.reachline.coaching;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.input.UploadForm;
import org.reachline.studies.Study;

/** Logs many contacts from one list: choose, look at what would happen, confirm. */
@Path("/studies/{slug}/coaching-import")
public class ContactImportPage {
  @Inject ContactImport contacts;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance upload(
        Study study, String optional, String pasted, Problems problems);

    static native TemplateInstance preview(
        Study study,
        ContactImport.Taken taken,
        String content,
        String overtaken,
        String reason,
        Problems problems);
  }

  /** Choose the list. */
  @GET
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response upload(String slug) {
    return Page.show(upload(Study.getBySlug(slug), "", new Problems()));
  }

  /** Shows what would happen, or does it once that was confirmed. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response take(String slug, @BeanParam UploadForm form) {
    Study study = Study.getBySlug(slug);
    Problems problems = new Problems();
    String text = form.text(problems);
    if (text == null) {
      return Page.refuse(upload(study, form.pasted, problems));
    }
    String overtaken = null;
    if (form.isConfirmed()) {
      try {
        ContactImport.Taken taken = contacts.take(study, text, form.basisSeen(), form.reason);
        if (!taken.isBad()) {
          return Page.seeOther(
              "/studies/" + slug + "/coaching",
              RowOutcome.summary(taken.rows(), "contact", "contacts"));
        }
      } catch (Refusal.BadInput refused) {
        refused.problems().forEach(p -> problems.add(p.field(), p.message()));
      } catch (Refusal.Conflict changed) {
        // What the list would do is shown anew; sending it again is then a decision.
        overtaken = changed.getMessage();
      }
    }
    ContactImport.Taken taken = contacts.check(study, text);
    TemplateInstance preview =
        Templates.preview(study, taken, UploadForm.carried(text), overtaken, form.reason, problems);
    if (overtaken != null) {
      return Page.conflict(preview);
    }
    return taken.isBad() || problems.any() ? Page.refuse(preview) : Page.show(preview);
  }

  private static TemplateInstance upload(Study study, String pasted, Problems problems) {
    return Templates.upload(study, ContactRows.optional(), pasted, problems);
  }
}
