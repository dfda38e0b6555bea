package org.reachline.sessions.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** JSON web tokens (RFC 7519) that a shared secret signs. */
final class SignedToken {
  /** Names of the algorithms in tokens, and the JDK's names of them. */
  private static final Map<String, String> ALGORITHMS =
      Map.of("HS256", "HmacSHA256", "HS512", "HmacSHA512");

  private SignedToken() {}

  /** A token signed with HS256. */
  static String sign(ObjectMapper json, Map<String, Object> claims, String secret) {
    try {
      String signed =
          part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + part(json.writeValueAsString(claims));
      return signed + "." + Signing.base64(Signing.hmac(secret, signed));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a token claims, if the secret has signed it with this algorithm and no other.
   *
   * @param algorithm HS256 or HS512
   */
  static Optional<JsonNode> claims(
      ObjectMapper json, String token, String algorithm, String secret) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    String right =
        Signing.base64(Signing.hmac(ALGORITHMS.get(algorithm), secret, parts[0] + "." + parts[1]));
    if (!Signing.isSame(parts[2].replace("=", ""), right)) {
      return Optional.empty();
    }
    try {
      // A token that says "none", or another algorithm than the one just checked, is none of ours.
      return read(json, parts[0]).path("alg").asText().equals(algorithm)
          ? Optional.of(read(json, parts[1]))
          : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static JsonNode read(ObjectMapper json, String part) throws JsonProcessingException {
    return json.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }

  private static String part(String text) {
    return Signing.base64(text.getBytes(StandardCharsets.UTF_8));
  }
}
