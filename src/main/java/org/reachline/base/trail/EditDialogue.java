package org.reachline.base.trail;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;

/**
 * How a page takes a change: it is done, or the page is shown again with what was typed, to the
 * typist with what is wrong, or to whoever was overtaken with what the other did.
 */
@ApplicationScoped
public class EditDialogue {
  @Inject ConcurrentEdit quicker;

  /** The page with what was typed and the version that the record has now. */
  @FunctionalInterface
  public interface Again {
    /**
     * Shows it.
     *
     * @param theirs what the other did, or null where nobody did anything
     * @param problems what is wrong; nothing where somebody was quicker
     */
    TemplateInstance show(String theirs, Problems problems);
  }

  /**
   * Does an act on a record that the page has read.
   *
   * @param change with the version that the typist saw
   * @param problems of what was typed
   */
  public Response answer(
      Audited record, Change change, Problems problems, Again again, Supplier<Response> act) {
    Optional<String> theirs = quicker.than(change, record);
    if (theirs.isPresent()) {
      return Page.conflict(again.show(theirs.get(), new Problems()));
    }
    return problems.any() ? Page.refuse(again.show(null, problems)) : act.get();
  }

  /**
   * Does an act that finds out by itself, in a transaction of its own, whether it can be done.
   *
   * @param problems where the act notes what is wrong
   * @param act gives null with problems
   */
  public Response answer(Problems problems, Again again, Supplier<Response> act) {
    try {
      Response done = act.get();
      return done == null ? Page.refuse(again.show(null, problems)) : done;
    } catch (Refusal.BadInput refused) {
      refused.problems().forEach(p -> problems.add(p.field(), p.message()));
      return Page.refuse(again.show(null, problems));
    } catch (Refusal.Conflict overtaken) {
      return Page.conflict(again.show(quicker.inWords(overtaken), new Problems()));
    } catch (Refusal.Unavailable down) {
      problems.add("", down.getMessage());
      return Response.fromResponse(Page.refuse(again.show(null, problems)))
          .status(down.status())
          .build();
    }
  }

  /** The problems with what the other did under a field, for pages that have no other place. */
  public static Problems under(String field, String theirs, Problems problems) {
    if (theirs != null) {
      problems.add(field, theirs);
    }
    return problems;
  }
}
