package org.reachline.sessions.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.junit.jupiter.api.Test;

class SignedTokenTest {
  /** lib-jitsi-meet, doc/tokens.md, "Jitsi-meet options"; the secret is jwt.io's of that time. */
  private static final String JITSIS_EXAMPLE =
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
          + ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWV9"
          + ".TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ";

  /** jwt.io's example of HS512, signed with "your-512-bit-secret". */
  private static final String HS512_EXAMPLE =
      "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9"
          + ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWUsImlhdCI6MTUxNjIzOTAyMn0"
          + ".VFb0qJ1LRg_4ujbZoRMXnVkUgiuKq5KxWqNdbKq_G9Vvz-S1zZa9LPxtHWKa64zDl2ofkT8F6jBt_K4riU-fPg";

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void signsTheExampleOfJitsisDocumentation() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", "1234567890");
    claims.put("name", "John Doe");
    claims.put("admin", true);
    assertThat(SignedToken.sign(json, claims, "secret")).isEqualTo(JITSIS_EXAMPLE);
  }

  @Test
  void readsTokensOfBothAlgorithms() {
    assertThat(SignedToken.claims(json, JITSIS_EXAMPLE, "HS256", "secret"))
        .hasValueSatisfying(c -> assertThat(c.get("name").asText()).isEqualTo("John Doe"));
    assertThat(SignedToken.claims(json, HS512_EXAMPLE, "HS512", "your-512-bit-secret"))
        .hasValueSatisfying(c -> assertThat(c.get("iat").asLong()).isEqualTo(1516239022));
    // Some libraries fill their Base64 up.
    assertThat(SignedToken.claims(json, JITSIS_EXAMPLE + "=", "HS256", "secret")).isPresent();
  }

  @Test
  void readsNothingElse() {
    assertThat(SignedToken.claims(json, JITSIS_EXAMPLE, "HS256", "Secret")).isEmpty();
    assertThat(SignedToken.claims(json, JITSIS_EXAMPLE, "HS512", "secret")).isEmpty();
    String unsigned = JITSIS_EXAMPLE.substring(0, JITSIS_EXAMPLE.lastIndexOf('.') + 1);
    assertThat(SignedToken.claims(json, unsigned, "HS256", "secret")).isEmpty();
    assertThat(SignedToken.claims(json, "nonsense", "HS256", "secret")).isEmpty();
    // Well signed, but it says another algorithm than the one that signed it.
    String signed = part("{\"alg\":\"none\"}") + "." + part("{}");
    String confused =
        signed + "." + part(new HmacUtils(HmacAlgorithms.HMAC_SHA_256, "secret").hmac(signed));
    assertThat(SignedToken.claims(json, confused, "HS256", "secret")).isEmpty();
  }

  private static String part(String text) {
    return part(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
