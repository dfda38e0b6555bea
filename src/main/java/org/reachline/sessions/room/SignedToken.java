package org.reachline.sessions.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * JSON web tokens (RFC 7519) that a shared secret signs. A short secret is taken: the video room's
 * administrator chose it.
 */
final class SignedToken {
  private SignedToken() {}

  /** A token signed with HS256. */
  static String sign(ObjectMapper json, Map<String, Object> claims, String secret) {
    try {
      JsonWebSignature token = of(secret, "HS256");
      token.setAlgorithmHeaderValue("HS256");
      token.setHeader("typ", "JWT");
      token.setPayload(json.writeValueAsString(claims));
      return token.getCompactSerialization();
    } catch (JsonProcessingException | JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a token claims, if the secret has signed it with this algorithm and no other.
   *
   * @param algorithm HS256 or HS512
   */
  static Optional<JsonNode> claims(
      ObjectMapper json, String compact, String algorithm, String secret) {
    try {
      JsonWebSignature token = of(secret, algorithm);
      token.setCompactSerialization(compact);
      return token.verifySignature()
          ? Optional.of(json.readTree(token.getPayload()))
          : Optional.empty();
    } catch (JoseException | JsonProcessingException unreadable) {
      return Optional.empty();
    }
  }

  private static JsonWebSignature of(String secret, String algorithm) {
    JsonWebSignature token = new JsonWebSignature();
    token.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm));
    token.setKey(new HmacKey(secret.getBytes(StandardCharsets.UTF_8)));
    token.setDoKeyValidation(false);
    return token;
  }
}
