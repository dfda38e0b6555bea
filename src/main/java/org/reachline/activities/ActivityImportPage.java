package org.reachline.activities;

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
import java.util.List;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.input.UploadForm;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Logs many activities from one list: choose, look at what would happen, confirm. */
@Path("/studies/{slug}/activities-import")
public class ActivityImportPage {
  @Inject ActivityImport activities;
  @Inject ActivityPaths paths;
  @Inject ActivityAccounts accounts;
  @Inject Protocols protocols;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance upload(
        Study study, List<Strategy> strategies, List<Term> parts, String pasted, Problems problems);

    static native TemplateInstance preview(
        Study study,
        ActivityImport.Taken taken,
        String content,
        String overtaken,
        String reason,
        Problems problems);
  }

  /** Choose the list. */
  @GET
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response upload(String slug) {
    return Page.show(upload(paths.study(slug), "", new Problems()));
  }

  /** Shows what would happen, or does it once that was confirmed. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response take(String slug, @BeanParam UploadForm form) {
    Study study = paths.study(slug);
    Problems problems = new Problems();
    String text = form.text(problems);
    if (text == null) {
      return Page.refuse(upload(study, form.pasted, problems));
    }
    String overtaken = null;
    if (form.isConfirmed()) {
      try {
        ActivityImport.Taken taken = activities.take(study, text, form.basisSeen(), form.reason);
        if (!taken.isBad()) {
          return Page.seeOther(
              "/studies/" + slug + "/activities",
              RowOutcome.summary(taken.rows(), "activity", "activities"));
        }
      } catch (Refusal.BadInput refused) {
        refused.problems().forEach(p -> problems.add(p.field(), p.message()));
      } catch (Refusal.Conflict changed) {
        // What the list would do is shown anew; sending it again is then a decision.
        overtaken = changed.getMessage();
      }
    }
    ActivityImport.Taken taken = activities.check(study, text);
    TemplateInstance preview =
        Templates.preview(study, taken, UploadForm.carried(text), overtaken, form.reason, problems);
    if (overtaken != null) {
      return Page.conflict(preview);
    }
    return taken.isBad() || problems.any() ? Page.refuse(preview) : Page.show(preview);
  }

  private TemplateInstance upload(Study study, String pasted, Problems problems) {
    return Templates.upload(
        study, accounts.strategies(study), protocols.fileOf(study).parts(), pasted, problems);
  }
}
