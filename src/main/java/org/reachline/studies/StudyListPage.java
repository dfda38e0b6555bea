package org.reachline.studies;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.input.UploadForm;
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
  public Response upload(String slug) {
    return Page.show(upload(list().study(slug), "", new Problems()));
  }

  /** Shows what would happen, or does it once that was confirmed. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response take(String slug, @BeanParam UploadForm form) {
    Study study = list().study(slug);
    Problems problems = new Problems();
    String text = form.text(problems);
    if (text == null) {
      return Page.refuse(upload(study, form.pasted, problems));
    }
    String overtaken = null;
    if (form.isConfirmed()) {
      try {
        ListTaken taken = list().take(study, text, form.basisSeen(), form.reason);
        if (!taken.isBad()) {
          return Page.seeOther(
              list().back(study), RowOutcome.summary(taken.rows(), list().one(), list().many()));
        }
      } catch (Refusal.BadInput refused) {
        refused.problems().forEach(p -> problems.add(p.field(), p.message()));
      } catch (Refusal.Conflict changed) {
        // What the list would do is shown anew; sending it again is then a decision.
        overtaken = changed.getMessage();
      }
    }
    ListTaken taken = list().check(study, text);
    TemplateInstance preview =
        Templates.preview(
            study, list(), taken, UploadForm.carried(text), overtaken, form.reason, problems);
    if (overtaken != null) {
      return Page.conflict(preview);
    }
    return taken.isBad() || problems.any() ? Page.refuse(preview) : Page.show(preview);
  }

  private TemplateInstance upload(Study study, String pasted, Problems problems) {
    RawString help = new RawString(list().help(study).render());
    return Templates.upload(study, list(), help, pasted, problems);
  }
}
