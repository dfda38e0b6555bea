package org.reachline.sessions.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;
import org.reachline.sessions.programs.CohortsChanged;

/**
 * Tells people whose site went to another programme: what they were asked for there is taken back,
 * and they are asked for what the new programme has already told its people. A series goes as one
 * letter.
 */
@ApplicationScoped
class CohortMails {
  @Inject SessionInvitations invitations;
  @Inject SeriesMails series;
  @Inject Clock clock;

  void follow(@Observes CohortsChanged change) {
    for (EchoProgram program : change.programs()) {
      List<EchoSession> told =
          EchoSession.listForProgram(program).stream()
              .filter(session -> session.state() == SessionState.PLANNED)
              .filter(session -> session.startsAt.isAfter(clock.instant()))
              .filter(session -> session.publishedAs != null)
              .toList();
      series.takeBackFromOthers(program, told, change);
      series.invite(program, told);
      told.forEach(invitations::publish);
    }
  }
}
