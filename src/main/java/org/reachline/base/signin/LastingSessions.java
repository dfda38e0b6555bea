package org.reachline.base.signin;

import io.quarkus.oidc.AuthorizationCodeTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.Claims;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * How long a session lasts whose tokens cannot be renewed because the identity provider is away: as
 * long as there. It ends when nobody used it for an hour, and ten hours after the person signed in.
 * Roles stay as they last were.
 */
@ApplicationScoped
class LastingSessions {
  private static final int REMEMBERED = 10_000;

  @Inject Clock clock;

  /** As {@code ssoSessionIdleTimeout} of the realm. */
  @ConfigProperty(name = "reachline.session.idle", defaultValue = "60M")
  Duration idle;

  /** As {@code ssoSessionMaxLifespan} of the realm. */
  @ConfigProperty(name = "reachline.session.longest", defaultValue = "10H")
  Duration longest;

  /** When a token was last used, of those that could not be renewed. */
  private final Map<String, Instant> used =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * What the ID token says, if its session still lasts; each asking counts as use.
   *
   * @param tokens of the session, or null when there is none
   */
  Optional<JwtClaims> claims(AuthorizationCodeTokens tokens) {
    if (tokens == null || tokens.getIdToken() == null || tokens.getAccessToken() == null) {
      return Optional.empty();
    }
    try {
      JwtClaims claims = parse(tokens.getIdToken());
      Instant issued = Instant.ofEpochSecond(claims.getIssuedAt().getValue());
      Number signedIn = claims.getClaimValue("auth_time", Number.class);
      Instant since = signedIn == null ? issued : Instant.ofEpochSecond(signedIn.longValue());
      Instant now = clock.instant();
      if (now.isAfter(since.plus(longest)) || !isInUse(tokens.getIdToken(), issued, now)) {
        return Optional.empty();
      }
      claims.setClaim(Claims.raw_token.name(), tokens.getIdToken());
      return Optional.of(claims);
    } catch (MalformedClaimException | InvalidJwtException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private synchronized boolean isInUse(String token, Instant issued, Instant now) {
    Instant last = used.getOrDefault(token, issued);
    if (now.isAfter(last.plus(idle))) {
      return false;
    }
    used.put(token, now);
    return true;
  }

  /** The roles of the realm in the access token, as {@code quarkus.oidc.roles} reads them. */
  static Set<String> roles(AuthorizationCodeTokens tokens) {
    try {
      Map<?, ?> realm = parse(tokens.getAccessToken()).getClaimValue("realm_access", Map.class);
      return realm != null && realm.get("roles") instanceof List<?> roles
          ? roles.stream()
              .map(String::valueOf)
              .collect(java.util.stream.Collectors.toUnmodifiableSet())
          : Set.of();
    } catch (MalformedClaimException | InvalidJwtException | RuntimeException unreadable) {
      return Set.of();
    }
  }

  private static JwtClaims parse(String token) throws InvalidJwtException {
    String[] parts = token.split("\\.");
    return JwtClaims.parse(
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
  }
}
