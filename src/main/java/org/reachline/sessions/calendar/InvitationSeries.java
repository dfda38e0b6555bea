package org.reachline.sessions.calendar;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.List;
import org.reachline.base.OrderedEntity;
import org.reachline.people.Person;
import org.reachline.sessions.EchoProgram;

/** Sessions that one person was asked for in one letter, one recurring event in their calendar. */
@Entity
@Table(name = "invitation_series")
class InvitationSeries extends OrderedEntity {
  /** Whose sessions. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public EchoProgram program;

  /** Who. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Person person;

  /** What its name in calendars ends with: the sender's domain when it was told first. */
  @Column(name = "uid_domain", nullable = false, updatable = false)
  public String uidDomain;

  /** Whether the person was told that none of it takes place. */
  @Column(nullable = false)
  public boolean ended;

  /** Series of a programme that were not ended. */
  static List<InvitationSeries> listForProgram(EchoProgram program) {
    return list(
        "from InvitationSeries s join fetch s.person where s.program = ?1 and not s.ended"
            + " order by s.ordinal",
        program);
  }

  /** Series of which a person was told and that were not ended. */
  static List<InvitationSeries> listForPerson(Person person) {
    return list(
        "from InvitationSeries s join fetch s.program where s.person = ?1 and not s.ended"
            + " order by s.ordinal",
        person);
  }

  /** What the person was told of each of its sessions. */
  List<Invitation> invitations() {
    return Invitation.list(
        "from Invitation i join fetch i.session s join fetch s.program join fetch i.person"
            + " where i.series = ?1 order by s.recurrenceAt",
        this);
  }
}
