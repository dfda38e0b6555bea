package org.reachline.base.outbox;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a mail server wrote to us about one receiver of a mail of ours. */
@Entity
@Table(name = "returned_mail")
public class ReturnedMail extends PanacheEntityBase {
  /** What it means. */
  public enum Meaning {
    /** It cannot be delivered, for good. */
    FAILED("cannot be delivered"),
    /** It was not delivered yet; the server goes on trying. */
    DELAYED("is late; the server goes on trying"),
    /** It went on, was delivered or was given to several people. */
    DELIVERED("was delivered or passed on"),
    /** It cannot be read by a program: somebody has to. */
    UNREAD("could not be read by a program");

    private final String label;

    Meaning(String label) {
      this.label = label;
    }

    /** In words, after the mail. */
    public String label() {
      return label;
    }
  }

  /** A key of no meaning. */
  @Id public UUID id = UUID.randomUUID();

  /** The report's own Message-ID, or what stands for one; the same report is read once. */
  @Column(name = "message_id", nullable = false, updatable = false)
  public String messageId;

  /** When it was read. */
  @Column(name = "received_at", nullable = false, updatable = false)
  public Instant receivedAt;

  /** Who sent it, by its header. */
  @Column(name = "from_email", nullable = false, updatable = false)
  public String from;

  /** Its subject. */
  @Column(nullable = false, updatable = false)
  public String subject;

  /** The receiver that it is about, or null if that could not be read. */
  @Column(updatable = false)
  public String address;

  /** What it means. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false, updatable = false)
  public Meaning meaning;

  /** The server's words. */
  @Column(nullable = false, updatable = false)
  public String words;

  /** The mail of ours that came back, or null if it is not known. */
  @ManyToOne(fetch = FetchType.LAZY)
  public OutboxMail mail;

  /** The newest, for the page. */
  public static List<ReturnedMail> listNewest(int most) {
    return find("from ReturnedMail r left join fetch r.mail order by r.receivedAt desc")
        .page(0, most)
        .list();
  }
}
