package org.reachline.sessions.room;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * Signatures of generic webhooks: HMAC-SHA256, in hexadecimal, over the time of sending (seconds
 * since 1970), a full stop and the body as it was sent. The time is part of what is signed and must
 * be near, so that what was recorded cannot be played back later.
 */
final class Signatures {
  /** How far the sender's clock may be from ours, including the way. */
  static final Duration NEAR = Duration.ofMinutes(5);

  private Signatures() {}

  static String of(String secret, String sentAt, String body) {
    return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex(sentAt + "." + body);
  }

  static boolean isGood(String secret, String sentAt, String body, String signature, Clock clock) {
    if (sentAt == null || signature == null || !sentAt.matches("\\d{1,12}")) {
      return false;
    }
    long off = clock.instant().getEpochSecond() - Long.parseLong(sentAt);
    byte[] right = of(secret, sentAt, body).getBytes(StandardCharsets.US_ASCII);
    return Math.abs(off) <= NEAR.toSeconds()
        && MessageDigest.isEqual(right, signature.getBytes(StandardCharsets.UTF_8));
  }
}
