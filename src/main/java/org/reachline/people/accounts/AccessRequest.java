package org.reachline.people.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.reachline.base.OrderedEntity;
import org.reachline.people.Person;

/**
 * What one coordinator asks for against another coordinator. It is done when a second one confirms
 * it, so that nobody can take over the trial alone.
 */
@Entity
@Table(name = "access_request")
public class AccessRequest extends OrderedEntity {
  /** What is asked for. */
  public enum Act {
    /** Their access ends. */
    END("End their access", "ends their access"),
    /** A mail lets them choose a new password. */
    RESET("Send them a mail to choose a new password", "lets them choose a new password"),
    /** They are no coordinator any more; their other roles stay. */
    DEMOTE("Take the coordinator's role from them", "takes the coordinator's role from them");

    private final String label;
    private final String effect;

    Act(String label, String effect) {
      this.label = label;
      this.effect = effect;
    }

    /** The act as a button says it. */
    public String label() {
      return label;
    }

    /** What confirming does, after "Confirming". */
    public String effect() {
      return effect;
    }
  }

  /** Whom it is about. */
  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "person_id")
  public Person person;

  /** What is asked for. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public Act act;

  /** Why, in the asking coordinator's words. */
  @Column(nullable = false)
  public String reason;

  /** Mail address of who asked. */
  @Column(name = "asked_by", nullable = false)
  public String askedBy;

  /** When it was asked. */
  @Column(name = "asked_at", nullable = false)
  public Instant askedAt;

  /** Mail address of who confirmed or declined it, or null while it is open. */
  @Column(name = "settled_by")
  public String settledBy;

  /** When it was confirmed or declined, or null while it is open. */
  @Column(name = "settled_at")
  public Instant settledAt;

  /** Whether it was confirmed; null while it is open. */
  public Boolean confirmed;

  /** Counts changes; a second editor is told. */
  @Version public int version;

  /** Name of who asked. */
  public String askedByName() {
    return Person.nameOf(askedBy);
  }

  /** What waits for a second coordinator about one person, oldest first. */
  static List<AccessRequest> listOpen(Person person) {
    return list("person = ?1 and settledAt is null order by ordinal", person);
  }

  /** Everything that waits for a second coordinator other than this one, oldest first. */
  public static List<AccessRequest> listOpenFor(String email) {
    return list(
        "from AccessRequest r join fetch r.person where r.settledAt is null and r.askedBy <> ?1"
            + " order by r.ordinal",
        email);
  }

  /**
   * What waits, with the name of who asked.
   *
   * @param request what was asked for
   * @param askedByName who asked
   */
  public record Waiting(AccessRequest request, String askedByName) {
    /** Everything that waits for a second coordinator other than this one, oldest first. */
    static List<Waiting> listFor(String email) {
      List<AccessRequest> open = listOpenFor(email);
      Map<String, String> names = Person.namesOf(open.stream().map(r -> r.askedBy).toList());
      return open.stream()
          .map(r -> new Waiting(r, names.getOrDefault(r.askedBy, r.askedBy)))
          .toList();
    }
  }
}
