package org.reachline.sessions.room;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** The signatures that we make for ourselves in what a provider of video rooms is told. */
final class Signing {
  private Signing() {}

  /** HMAC-SHA256 of a text, in hexadecimal. */
  static String hmac(String secret, String text) {
    return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex(text);
  }

  /** Whether two signatures are the same; takes as long for a near miss as for a far one. */
  static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
