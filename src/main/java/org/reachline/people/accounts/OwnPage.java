package org.reachline.people.accounts;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.EditDialogue;
import org.reachline.people.Person;
import org.reachline.people.PersonFacts;

/** Everybody's form about themselves: name and zone. */
@Path("/me")
@Authenticated
class OwnPage {
  @Inject EditDialogue dialogue;
  @Inject PersonActs acts;
  @Inject CurrentPerson me;
  @Inject SentForm sent;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance own(Person person, FactForm form, String overtaken);
  }

  /** The form about oneself. */
  @GET
  public Response own() {
    Person person = InvitationActs.get(me.id());
    return Page.show(form(PersonActs.typed(person), null, new Problems()));
  }

  /** Changes one's own name and zone. */
  @POST
  public Response change() {
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    return dialogue.answer(
        problems,
        (theirs, wrong) -> {
          if (theirs != null) {
            typed.put("version", String.valueOf(InvitationActs.get(me.id()).version));
          }
          return form(typed, theirs, wrong);
        },
        () ->
            acts.editOwn(typed, problems)
                ? Page.seeOther(
                    "/me", "Saved. Times are shown in " + typed.get("zone").strip() + ".")
                : null);
  }

  private TemplateInstance form(Map<String, String> typed, String overtaken, Problems problems) {
    return Templates.own(
        InvitationActs.get(me.id()), new FactForm(PersonFacts.SHEET, typed, problems), overtaken);
  }
}
