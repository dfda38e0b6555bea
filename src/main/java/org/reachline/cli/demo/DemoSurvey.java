package org.reachline.cli.demo;

import java.time.Duration;
import java.util.List;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.after.Survey;

/** What people of the demonstration trial say of its sessions: made up, the same at every start. */
final class DemoSurvey {
  private static final List<String> CHANGES =
      List.of(
          "Ask about withdrawal on the first evening, not the third day.",
          "Book the community visit before release, with the patient in the room.",
          "Hand out naloxone at the gate.",
          "Talk with the night shift about dosing times.");

  private DemoSurvey() {}

  /** Two of three people answer, half of these with a change that they will make. */
  static void answer(Survey survey, EchoSession session, Person person, int nth) {
    if (nth % 3 == 2) {
      return;
    }
    String change = nth % 2 == 0 ? CHANGES.get(nth / 2 % CHANGES.size()) : null;
    survey.answer(
        session,
        person,
        new Survey.Form(String.valueOf(3 + nth % 7 % 3), change),
        session.endsAt().plus(Duration.ofHours(1)));
  }
}
