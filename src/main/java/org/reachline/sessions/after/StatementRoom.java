package org.reachline.sessions.after;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.hosting.RollCall;

/** The page of one's own statement, the same by mail link and for people who signed in. */
@ApplicationScoped
class StatementRoom {
  @Inject OwnStatement statement;

  @CheckedTemplate(basePath = "StatementPage")
  static class Templates {
    static native TemplateInstance statement(
        EchoSession session,
        Person person,
        String base,
        boolean open,
        int most,
        String minutes,
        Problems problems);
  }

  Response page(EchoSession session, Person person, String base) {
    String said = statement.said(session, person).map(String::valueOf).orElse("");
    return unstored(Page.show(view(session, person, base, said, new Problems())));
  }

  Response take(EchoSession session, Person person, String base, String minutes) {
    try {
      statement.state(session, person, minutes);
    } catch (Refusal.BadInput e) {
      Problems problems = new Problems();
      e.problems().forEach(p -> problems.add(p.field(), p.message()));
      return unstored(Page.refuse(view(session, person, base, minutes, problems)));
    }
    return Page.seeOther(base, "Thank you. What you said stands beside what else is known.");
  }

  private TemplateInstance view(
      EchoSession session, Person person, String base, String minutes, Problems problems) {
    if (!statement.concerns(session, person)) {
      throw new Refusal.NotFound();
    }
    return Templates.statement(
        session,
        person,
        base,
        statement.isOpen(session),
        RollCall.most(session),
        minutes,
        problems);
  }

  private static Response unstored(Response page) {
    return Response.fromResponse(page).header("Cache-Control", "no-store").build();
  }
}
