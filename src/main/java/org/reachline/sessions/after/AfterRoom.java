package org.reachline.sessions.after;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.sessions.Attendance;

/** Answers of the page after a session, the same by mail link and for people who signed in. */
@ApplicationScoped
class AfterRoom {
  @Inject Survey survey;
  @Inject Certificates certificates;
  @Inject OwnStatement statement;

  Response page(Attendance attendance, String base) {
    Survey.Form form =
        SurveyAnswer.newest(attendance.session, attendance.person)
            .map(a -> new Survey.Form(Integer.toString(a.usefulness), a.change))
            .orElse(new Survey.Form("", ""));
    return unstored(Page.show(AfterPage.Templates.after(view(attendance, base, form, null))));
  }

  Response answer(Attendance attendance, String base, Survey.Form form) {
    try {
      survey.answer(attendance.session, attendance.person, form);
    } catch (Refusal.BadInput e) {
      Problems problems = new Problems();
      e.problems().forEach(p -> problems.add(p.field(), p.message()));
      return unstored(
          Page.refuse(AfterPage.Templates.after(view(attendance, base, form, problems))));
    }
    return Page.seeOther(base, "Thank you. You can change your answer until the survey closes.");
  }

  private AfterView view(Attendance attendance, String base, Survey.Form form, Problems problems) {
    return new AfterView(
        attendance,
        base,
        statement.isOpen(attendance.session),
        survey.isOpen(attendance.session),
        survey.closesAt(attendance.session).orElse(null),
        SurveyAnswer.newest(attendance.session, attendance.person).isPresent(),
        form,
        problems == null ? new Problems() : problems,
        certificates.whyNot(attendance).orElse(null));
  }

  private static Response unstored(Response page) {
    return Response.fromResponse(page).header("Cache-Control", "no-store").build();
  }
}
