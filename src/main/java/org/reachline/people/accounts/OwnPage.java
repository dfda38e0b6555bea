package org.reachline.people.accounts;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.trail.EditDialogue;
import org.reachline.people.Person;

/** Everybody's form about themselves: name and zone. */
@Path("/me")
@Authenticated
public class OwnPage {
  @Inject EditDialogue dialogue;
  @Inject PersonActs acts;
  @Inject CurrentPerson me;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance own(
        Person person, PersonForm form, String overtaken, Problems problems);
  }

  /** The form about oneself. */
  @GET
  public Response own() {
    Person person = InvitationActs.get(me.id());
    return Page.show(Templates.own(person, PersonForm.of(person), null, new Problems()));
  }

  /** Changes one's own name and zone. */
  @POST
  public Response own(@BeanParam PersonForm form) {
    Problems problems = new Problems();
    return dialogue.answer(
        problems,
        (theirs, wrong) -> {
          Person now = InvitationActs.get(me.id());
          form.sawVersion(theirs == null ? null : now.version);
          return Templates.own(now, form, theirs, wrong);
        },
        () ->
            acts.editOwn(form, problems)
                ? Page.seeOther("/me", "Saved. Times are shown in " + form.zone.strip() + ".")
                : null);
  }
}
