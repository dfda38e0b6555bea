package org.reachline.sessions.hooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal((sentAt + "." + body).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
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
