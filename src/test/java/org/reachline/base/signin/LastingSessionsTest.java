package org.reachline.base.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.AuthorizationCodeTokens;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Tokens that cannot be renewed while the identity provider is away. */
class LastingSessionsTest {
  private static final Instant SIGNED_IN = Instant.parse("2026-11-30T08:00:00Z");
  private Instant now = SIGNED_IN;
  private final LastingSessions sessions = sessions();

  private LastingSessions sessions() {
    LastingSessions made = new LastingSessions();
    made.idle = Duration.ofMinutes(60);
    made.longest = Duration.ofHours(10);
    made.clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    return made;
  }

  private static String token(String claims) {
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }

  private static AuthorizationCodeTokens tokens(Instant issued) {
    return new AuthorizationCodeTokens(
        token(
            "{\"sub\":\"x\",\"email\":\"coach@demo.example\",\"iat\":%d,\"exp\":%d,\"auth_time\":%d}"
                .formatted(
                    issued.getEpochSecond(),
                    issued.getEpochSecond() + 300,
                    SIGNED_IN.getEpochSecond())),
        token("{\"realm_access\":{\"roles\":[\"coach\",\"offline_access\"]}}"),
        "refresh");
  }

  private boolean goesOnAfter(Duration passed, AuthorizationCodeTokens tokens) {
    now = SIGNED_IN.plus(passed);
    return sessions.claims(tokens).isPresent();
  }

  @Test
  void whoIsAtWorkGoesOnUntilTheLongestSessionEnds() {
    AuthorizationCodeTokens tokens = tokens(SIGNED_IN);
    for (int minutes = 6; minutes <= 600; minutes += 54) {
      assertThat(goesOnAfter(Duration.ofMinutes(minutes), tokens)).as(minutes + " min").isTrue();
    }
    assertThat(goesOnAfter(Duration.ofMinutes(601), tokens)).isFalse();
  }

  @Test
  void whoDidNothingForAnHourIsOut() {
    assertThat(goesOnAfter(Duration.ofMinutes(60), tokens(SIGNED_IN))).isTrue();
    assertThat(goesOnAfter(Duration.ofMinutes(121), tokens(SIGNED_IN))).isFalse();
    assertThat(goesOnAfter(Duration.ofMinutes(122), tokens(SIGNED_IN)))
        .as("being turned away is no use of the session")
        .isFalse();
    assertThat(goesOnAfter(Duration.ofMinutes(61), tokens(SIGNED_IN.minusSeconds(1)))).isFalse();
  }

  @Test
  void renewedTokensDoNotMakeASessionLonger() {
    AuthorizationCodeTokens renewed = tokens(SIGNED_IN.plus(Duration.ofMinutes(590)));
    assertThat(goesOnAfter(Duration.ofMinutes(600), renewed)).isTrue();
    assertThat(goesOnAfter(Duration.ofMinutes(601), renewed)).isFalse();
  }

  @Test
  void rolesStayAsTheyWere() {
    assertThat(LastingSessions.roles(tokens(SIGNED_IN)))
        .containsExactlyInAnyOrder("coach", "offline_access");
    assertThat(LastingSessions.roles(new AuthorizationCodeTokens("x", token("{}"), "y"))).isEmpty();
  }

  @Test
  void withoutTokensNobodyIsSignedIn() {
    assertThat(sessions.claims(null)).isEmpty();
    assertThat(sessions.claims(new AuthorizationCodeTokens("no.token", "x", "y"))).isEmpty();
    assertThat(sessions.claims(new AuthorizationCodeTokens(token("{}"), "x", "y"))).isEmpty();
  }
}
