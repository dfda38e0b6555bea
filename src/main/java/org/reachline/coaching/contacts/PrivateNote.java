package org.reachline.coaching.contacts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.reachline.base.OrderedEntity;

/**
 * What a coach writes for the coaches of that site only. Kept out of the contact and out of the
 * audit trail, both of which coordinators read; every wording is kept, the newest is in force.
 */
@Entity
@Table(name = "coaching_private_note")
public class PrivateNote extends OrderedEntity {
  /** Which contact. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  @JoinColumn(name = "contact_id")
  public CoachingContact contact;

  /** The words; empty where a coach took the note back. */
  @Column(nullable = false)
  public String text;

  /** When it was written. */
  @Column(name = "written_at", nullable = false)
  public Instant writtenAt;

  /** Mail address of who wrote it. */
  @Column(name = "written_by", nullable = false)
  public String writtenBy;

  /** The wording in force, if there is one. */
  public static Optional<PrivateNote> findFor(CoachingContact contact) {
    return PrivateNote.<PrivateNote>find("contact = ?1 order by ordinal desc", contact)
        .firstResultOptional()
        .filter(note -> !note.text.isEmpty());
  }

  /** Every wording, newest first. */
  public static List<PrivateNote> listFor(CoachingContact contact) {
    return list("contact = ?1 order by ordinal desc", contact);
  }
}
