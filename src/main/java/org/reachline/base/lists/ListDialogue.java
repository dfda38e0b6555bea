package org.reachline.base.lists;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.RowOutcome;
import org.reachline.base.input.UploadForm;

/**
 * How a person gives a list: they choose it, look at what would happen, and confirm. What somebody
 * changed meanwhile, and what is wrong, is shown with what the list would do now.
 */
public interface ListDialogue {
  /** The page on which the list is chosen, with what was pasted. */
  TemplateInstance upload(String pasted, Problems problems);

  /**
   * The page that shows what the list would do.
   *
   * @param content the list, as it comes back with the confirmation
   * @param overtaken who changed what since the last look, or null
   * @param reason what was typed as the reason, or null
   */
  TemplateInstance preview(
      ListTaken taken, String content, String overtaken, String reason, Problems problems);

  /**
   * Answers what the person sent.
   *
   * @param done where to go when it is done
   */
  default <P> Response answer(ListAct<P> list, P place, UploadForm form, String done) {
    Problems problems = new Problems();
    String text = form.text(problems);
    if (text == null) {
      return Page.refuse(upload(form.pasted, problems));
    }
    String overtaken = null;
    if (form.isConfirmed()) {
      try {
        ListTaken taken = list.take(place, text, form.basisSeen(), form.reason);
        if (!taken.isBad()) {
          return Page.seeOther(done, RowOutcome.summary(taken.rows(), list.one(), list.many()));
        }
      } catch (Refusal.BadInput refused) {
        refused.problems().forEach(p -> problems.add(p.field(), p.message()));
      } catch (Refusal.Conflict changed) {
        // What the list would do is shown anew; sending it again is then a decision.
        overtaken = changed.getMessage();
      }
    }
    ListTaken taken = list.check(place, text);
    TemplateInstance preview =
        preview(taken, UploadForm.carried(text), overtaken, form.reason, problems);
    if (overtaken != null) {
      return Page.conflict(preview);
    }
    return taken.isBad() || problems.any() ? Page.refuse(preview) : Page.show(preview);
  }
}
