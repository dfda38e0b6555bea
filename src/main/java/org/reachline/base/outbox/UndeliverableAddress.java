package org.reachline.base.outbox;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail address of which a server said that nobody receives mail there. It is shown wherever
 * people rely on mail; letters are still tried, because anybody can send a word like this.
 */
@Entity
@Table(name = "undeliverable_address")
public class UndeliverableAddress extends PanacheEntityBase {
  /** Who said so. */
  public enum Source {
    /** Our own mail server, when it was given a letter. */
    REFUSED,
    /** Another one, by a report that came back later. */
    BOUNCED
  }

  /** The address, in small letters. */
  @Id
  @Column(updatable = false)
  public String email;

  /** Who said so. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public Source source;

  /** Its words. */
  @Column(nullable = false)
  public String words;

  /** Since when it is known. */
  @Column(nullable = false)
  public Instant since;

  /** When it was said last. */
  @Column(name = "last_at", nullable = false)
  public Instant lastAt;

  /** Full, or too small for the letter, as a reply says by itself or by its status (RFC 3463). */
  private static final Pattern FULL =
      Pattern.compile(
          "(?s)(?:\\d{3}[ -])?[45]\\.(?:2\\.[23]|3\\.4)\\b.*"
              + "|552(?![ -][45]\\.\\d).*"
              + "|.*(?:\\(|^status )[45]\\.(?:2\\.[23]|3\\.4)\\)?$");

  private static String key(String address) {
    return address.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a server refused a letter only because there was no room for it: a full mailbox is
   * somebody's, and its address is good.
   *
   * @param words the server's words, with their numbers
   */
  static boolean isForWantOfRoom(String words) {
    return FULL.matcher(words.strip()).matches();
  }

  static void note(String address, Source source, String words, Instant now) {
    UndeliverableAddress known =
        find(address)
            .orElseGet(
                () -> {
                  UndeliverableAddress first = new UndeliverableAddress();
                  first.email = key(address);
                  first.since = now;
                  return first;
                });
    known.source = source;
    known.words = words;
    known.lastAt = now;
    known.persist();
  }

  /** Our server takes mail for an address again: what it had said itself is past. */
  static void serverTakes(String address) {
    delete("email = ?1 and source = ?2", key(address), Source.REFUSED);
  }

  /** What is known against an address. */
  public static Optional<UndeliverableAddress> find(String address) {
    return findByIdOptional(key(address));
  }

  /** What is known against these addresses, by address in small letters. */
  public static Map<String, UndeliverableAddress> among(Collection<String> addresses) {
    List<String> keys = addresses.stream().map(UndeliverableAddress::key).toList();
    Map<String, UndeliverableAddress> found = new HashMap<>();
    UndeliverableAddress.<UndeliverableAddress>list("email in ?1", keys)
        .forEach(one -> found.put(one.email, one));
    return found;
  }

  /** The newest first, to be asked for page by page. */
  static PanacheQuery<UndeliverableAddress> findNewest() {
    return findAll(Sort.descending("lastAt").and("email"));
  }

  /** All, the newest first. */
  public static List<UndeliverableAddress> listNewest() {
    return list("order by lastAt desc, email");
  }
}
