package org.reachline.sessions.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Role;
import org.reachline.people.Person;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/**
 * Replies that somebody should read, for those who run the sessions that they answer. What nobody
 * knows whose it is stands with the coordinators: nothing that came in vanishes.
 */
@ApplicationScoped
class RepliesToRead {
  @Inject SessionAccess access;
  @Inject CurrentPerson me;

  /** Replies about a study, newest first. */
  List<CalendarReply> of(Study study, int most) {
    Stream<CalendarReply> own =
        CalendarReply.listToRead(study, most).stream().filter(reply -> isMine(reply, study));
    Stream<CalendarReply> stray =
        me.is(Role.COORDINATOR) ? CalendarReply.listStray(most).stream() : Stream.empty();
    return Stream.concat(own, stray)
        .sorted((a, b) -> b.receivedAt.compareTo(a.receivedAt))
        .limit(most)
        .toList();
  }

  private boolean isMine(CalendarReply reply, Study study) {
    return reply.session == null
        ? isInvitedByMe(reply.person, study)
        : access.mayHost(reply.session.program);
  }

  private boolean isInvitedByMe(Person person, Study study) {
    return Invitation.listForPerson(person).stream()
        .map(invitation -> invitation.session.program)
        .anyMatch(program -> program.study.equals(study) && access.mayHost(program));
  }
}
