package org.reachline.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.people.Person;

/**
 * Signed links for one person and one session. A link says who and which session and nothing else;
 * what it opens, {@code JoinPage} decides from the session as it then is. The signature covers the
 * purpose too, so that a link made for one purpose is useless for any other.
 */
@ApplicationScoped
public class JoinLinks {
  /** What a link is good for. */
  public enum Purpose {
    /** Joining a session. */
    JOIN,
    /** Saying whether one will come. */
    ANSWER,
    /** Reading a person's calendar; the claim's session is 0. */
    FEED,
    /** What comes after a session: its survey and one's certificate. */
    AFTER,
    /** Naming a session in a person's calendar. */
    EVENT
  }

  /**
   * What a link says.
   *
   * @param sessionId key of the session
   * @param personId key of the person
   * @param revision how often the person's link had been revoked when it was made
   */
  public record Claim(long sessionId, long personId, int revision) {}

  private static final int CLAIM_BYTES = 20;
  private static final int SIGNATURE_BYTES = 32;

  private final byte[] key;

  JoinLinks(@ConfigProperty(name = "reachline.link-key") String key) {
    if (key.length() < 32) {
      throw new IllegalStateException("reachline.link-key needs at least 32 characters");
    }
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /** Address of a person's join page for a session, within the service. */
  public String path(EchoSession session, Person person) {
    return joinPath(session, person, JoinRevision.current(session.id, person.id));
  }

  /** The same for many people, by their keys; asked for all at once. */
  public Map<Long, String> paths(EchoSession session, Collection<Person> people) {
    Map<Long, Integer> revisions = JoinRevision.current(session);
    Map<Long, String> paths = new HashMap<>();
    people.forEach(p -> paths.put(p.id, joinPath(session, p, revisions.getOrDefault(p.id, 0))));
    return paths;
  }

  private String joinPath(EchoSession session, Person person, int revision) {
    return "/join/" + sign(Purpose.JOIN, new Claim(session.id, person.id, revision));
  }

  /** Address of the page on which a person says whether they will come. */
  public String answerPath(EchoSession session, Person person) {
    int revision = JoinRevision.current(session.id, person.id);
    return "/answer/" + sign(Purpose.ANSWER, new Claim(session.id, person.id, revision));
  }

  /** Address of a person's page after a session, within the service. */
  public String afterPath(EchoSession session, Person person) {
    int revision = JoinRevision.current(session.id, person.id);
    return "/after/" + sign(Purpose.AFTER, new Claim(session.id, person.id, revision));
  }

  /** What a token says, if it was signed here for this purpose and has not been revoked. */
  public Optional<Claim> current(Purpose purpose, String token) {
    return read(purpose, token)
        .filter(c -> JoinRevision.current(c.sessionId(), c.personId()) == c.revision());
  }

  /** The token that says the claim for one purpose. */
  public String sign(Purpose purpose, Claim claim) {
    byte[] bytes = bytes(claim);
    byte[] signed =
        ByteBuffer.allocate(CLAIM_BYTES + SIGNATURE_BYTES)
            .put(bytes)
            .put(signature(purpose, bytes))
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /** What a token says, if it was signed here for this purpose. */
  public Optional<Claim> read(Purpose purpose, String token) {
    byte[] signed;
    try {
      signed = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (signed.length != CLAIM_BYTES + SIGNATURE_BYTES) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(signed);
    byte[] bytes = new byte[CLAIM_BYTES];
    byte[] signature = new byte[SIGNATURE_BYTES];
    buffer.get(bytes).get(signature);
    if (!MessageDigest.isEqual(signature, signature(purpose, bytes))) {
      return Optional.empty();
    }
    ByteBuffer claim = ByteBuffer.wrap(bytes);
    return Optional.of(new Claim(claim.getLong(), claim.getLong(), claim.getInt()));
  }

  private static byte[] bytes(Claim claim) {
    return ByteBuffer.allocate(CLAIM_BYTES)
        .putLong(claim.sessionId())
        .putLong(claim.personId())
        .putInt(claim.revision())
        .array();
  }

  private byte[] signature(Purpose purpose, byte[] claim) {
    byte[] of = ("reachline/" + purpose + "/1:").getBytes(StandardCharsets.US_ASCII);
    return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key)
        .hmac(ByteBuffer.allocate(of.length + claim.length).put(of).put(claim).array());
  }
}
