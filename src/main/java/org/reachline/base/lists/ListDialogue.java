package org.reachline.base.lists;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.RowOutcome;
import org.reachline.base.input.UploadForm;
import org.reachline.base.input.UploadedText;

/**
 * How a person gives a list: they choose it, look at what would happen, and confirm. What somebody
 * changed meanwhile, and what is wrong, is shown with what the list would do now. A long list is
 * kept, and its own page shows how far it is.
 */
@ApplicationScoped
public class ListDialogue {
  @Inject Uploads uploads;

  /** Shows the page on which a list is chosen. */
  public <P> Response choose(ListAct<P, ?> list, P place) {
    return Page.show(list.choose(place, "", new Problems()));
  }

  /** Answers what the person sent. */
  public <P, T extends ListOutcome> Response answer(ListAct<P, T> list, P place, UploadForm form) {
    Problems problems = new Problems();
    UploadedText text = form.list(problems);
    if (text == null) {
      return Page.refuse(list.choose(place, form.pasted == null ? "" : form.pasted, problems));
    }
    ListSaid said = said(form);
    if (!text.isShort()) {
      Upload kept =
          uploads.keep(list, place, form.fileName("Pasted text"), text, said, Upload.Task.CHECK);
      return Page.seeOther(kept.address(), "The list is here. You may leave; it goes on.");
    }
    String overtaken = null;
    if (form.isConfirmed()) {
      try {
        T taken = list.take(place, text, said, Progress.UNASKED);
        if (taken.done()) {
          return Page.seeOther(list.back(list.nameOf(place)), list.receipt(taken));
        }
        add(list.lacks(taken, said), problems);
      } catch (Refusal.BadInput refused) {
        refused.problems().forEach(p -> problems.add(p.field(), p.message()));
      } catch (Refusal.Conflict changed) {
        // What the list would do is shown anew; sending it again is then a decision.
        overtaken = changed.getMessage();
      }
    }
    T told = list.check(place, text, said, Progress.UNASKED);
    if (form.isCarried() && !form.isConfirmed() && !list.looksAgain(said)) {
      add(list.lacks(told, said), problems);
    }
    ListAct.Look<T> look =
        new ListAct.Look<>(
            told,
            list.address(list.nameOf(place)),
            UploadForm.carried(text.text()),
            told.rows(),
            ListOutcome.Counts.of(told.rows()),
            overtaken,
            said,
            problems);
    if (overtaken != null) {
      return Page.conflict(list.preview(place, look));
    }
    return told.isBad() || problems.any()
        ? Page.refuse(list.preview(place, look))
        : Page.show(list.preview(place, look));
  }

  /** What the person says beside a list. */
  static ListSaid said(UploadForm form) {
    Map<String, List<String>> words = new LinkedHashMap<>(UploadForm.words());
    if (form.confirm != null) {
      // A confirmation without a basis fits nothing that stands.
      words.put("basis", List.of(form.basisSeen()));
    }
    return new ListSaid(words);
  }

  private static void add(Problems more, Problems problems) {
    more.list().forEach(p -> problems.add(p.field(), p.message()));
  }

  /** The page of a list that was kept and looked through. */
  static <P, T extends ListOutcome> TemplateInstance preview(
      ListAct<P, T> list, Upload upload, int most, ListSaid said, Problems problems) {
    T told = Uploads.told(list, upload);
    List<RowOutcome> rows = told.rows().subList(0, Math.min(most, told.rows().size()));
    return list.preview(
        list.place(upload.place),
        new ListAct.Look<>(
            told, upload.address(), "", rows, upload.counts(), upload.words, said, problems));
  }
}
