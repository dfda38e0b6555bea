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
class CalendarReply extends OrderedEntity {
  /** The mail's own number; the same mail is read once. */
  @Column(name = "message_id", nullable = false, unique = true, updatable = false)
  public String messageId;

  /** Who sent the mail, by its header. */
  @Column(name = "from_email", nullable = false, updatable = false)
  public String from;

  /** When it came in. */
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

  /** What else is to be told of it, sentences; or null. */
  public String note;

  /** The sender's own words, or null. */
  public String comment;

  /** A reply of a mail, not judged yet. */
  static CalendarReply of(String number, ReplyMail mail) {
    CalendarReply reply = new CalendarReply();
    reply.messageId = number;
    reply.from = mail.from();
    reply.receivedAt = mail.arrivedAt();
    return reply;
  }

  static boolean isKnown(String number) {
    return count("messageId", number) > 0;
  }

  /**
   * The newest replies that somebody should read: those that were not taken, or say more than an
   * answer; about a study's sessions, or by somebody who was invited to one.
   */
  public static List<CalendarReply> listToRead(Study study, int most) {
    return find(
            "from CalendarReply r left join fetch r.session s left join fetch s.program p left join"
                + " fetch r.person where (r.refused is not null or r.note is not null or r.comment"
                + " is not null) and (p.study = ?1 or s is null and exists (select i.id from"
                + " Invitation i where i.person = r.person and i.session.program.study = ?1))"
                + " order by r.ordinal desc",
            study)
        .page(0, most)
        .list();
  }

  /** The newest replies that are about no session and by nobody who was invited to one. */
  public static List<CalendarReply> listStray(int most) {
    return find("from CalendarReply r left join fetch r.person where r.session is null and not exists"
            + " (select i.id from Invitation i where i.person = r.person) order by r.ordinal"
            + " desc")
        .page(0, most)
        .list();
  }
}
