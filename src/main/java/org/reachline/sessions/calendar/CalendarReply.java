package org.reachline.sessions.calendar;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.reachline.base.OrderedEntity;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.studies.Study;

/** One answer that a calendar program sent by mail, taken or refused. */
@Entity
@Table(name = "calendar_reply")
public class CalendarReply extends OrderedEntity {
  /** The mail's own number; the same mail is read once. */
  @Column(name = "message_id", nullable = false, unique = true, updatable = false)
  public String messageId;

  /** Who sent the mail, by its header. */
  @Column(name = "from_email", nullable = false, updatable = false)
  public String from;

  /** When it was read. */
  @Column(name = "received_at", nullable = false, updatable = false)
  public Instant receivedAt;

  /** The session that it names, or null if it names none of ours. */
  @ManyToOne(fetch = FetchType.LAZY)
  public EchoSession session;

  /** The person who was invited, or null if nobody was. */
  @ManyToOne(fetch = FetchType.LAZY)
  public Person person;

  /** The answer, or null if it gives none. */
  @Enumerated(EnumType.STRING)
  public Invitation.Answer answer;

  /** Why it was not taken, a sentence; null if it was. */
  @Column(updatable = false)
  public String refused;

  /** The newest replies about a study's sessions that were not taken. */
  public static List<CalendarReply> listRefused(Study study, int most) {
    return find(
            "from CalendarReply r join fetch r.session s join fetch s.program p"
                + " where p.study = ?1 and r.refused is not null order by r.ordinal desc",
            study)
        .page(0, most)
        .list();
  }

  /** The newest replies that name no session of ours. */
  public static List<CalendarReply> listStray(int most) {
    return find("session is null order by ordinal desc").page(0, most).list();
  }
}
