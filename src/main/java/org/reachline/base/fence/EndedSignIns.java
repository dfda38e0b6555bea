package org.reachline.base.fence;

import io.quarkus.logging.Log;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Sign-ins that somebody has ended. A session lives in the browser's cookie, and a copy of that
 * cookie would be good until its token runs out; so every instance asks here whether the sign-in
 * that the token tells of was ended.
 */
@ApplicationScoped
public class EndedSignIns implements SecurityIdentityAugmentor {
  /** Of a request: the address at which the provider ends the ended sign-in that it came with. */
  static final String STILL_KNOWN_AT = EndedSignIns.class.getName() + ".still-known-at";

  /** Longer than any session of the identity provider lasts. */
  private static final Duration KEPT = Duration.ofDays(7);

  /** What the same style sheet shows to everybody needs no look into the database. */
  private static final String STATIC = ".*\\.(css|js|svg|ico|png|woff2)";

  @Inject DataSource database;
  @Inject Clock clock;

  /** The sign-in that a token belongs to, if it says so. */
  public static Optional<String> signInOf(SecurityIdentity identity) {
    return identity.getPrincipal() instanceof JsonWebToken token
        ? Optional.ofNullable(token.getClaim("sid"))
        : Optional.empty();
  }

  /**
   * Where the identity provider ends a person's sign-in too and sends the browser back to the door;
   * empty if that is not known.
   */
  public static Optional<URI> atProvider(SecurityIdentity identity, HttpServerRequest request) {
    OidcConfigurationMetadata provider = identity.getAttribute("configuration-metadata");
    String token =
        identity.getPrincipal() instanceof JsonWebToken named ? named.getRawToken() : null;
    return provider == null || provider.getEndSessionUri() == null || token == null
        ? Optional.empty()
        : Optional.of(
            URI.create(
                provider.getEndSessionUri()
                    + "?id_token_hint="
                    + token
                    + "&post_logout_redirect_uri="
                    + URLEncoder.encode(
                        request.scheme() + "://" + request.authority() + "/",
                        StandardCharsets.UTF_8)));
  }

  /** Ends a sign-in: from now on no instance takes a token of it. */
  public void end(String signIn) {
    try (Connection connection = database.getConnection();
        PreparedStatement forget =
            connection.prepareStatement("DELETE FROM ended_sign_in WHERE ended_at < ?");
        PreparedStatement add =
            connection.prepareStatement(
                "INSERT INTO ended_sign_in (sign_in, ended_at) VALUES (?, ?) ON CONFLICT DO"
                    + " NOTHING")) {
      forget.setTimestamp(1, Timestamp.from(clock.instant().minus(KEPT)));
      forget.executeUpdate();
      add.setString(1, signIn);
      add.setTimestamp(2, Timestamp.from(clock.instant()));
      add.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("The sign-in cannot be ended now", e);
    }
  }

  /** Whether the sign-in that an identity comes from was ended. Asks the database. */
  public boolean isEnded(SecurityIdentity identity) {
    return signInOf(identity).filter(this::isEnded).isPresent();
  }

  private boolean isEnded(String signIn) {
    try (Connection connection = database.getConnection();
        PreparedStatement find =
            connection.prepareStatement("SELECT 1 FROM ended_sign_in WHERE sign_in = ?")) {
      find.setString(1, signIn);
      return find.executeQuery().next();
    } catch (SQLException e) {
      // Without the database no page shows anything, and the page says so better than the door.
      Log.debugf(e, "Not known whether a sign-in was ended");
      return false;
    }
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    return augment(identity, context, Map.of());
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity,
      AuthenticationRequestContext context,
      Map<String, Object> attributes) {
    RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(attributes);
    boolean isStatic = request != null && request.normalizedPath().matches(STATIC);
    if (isStatic || signInOf(identity).isEmpty()) {
      return Uni.createFrom().item(identity);
    }
    return context.runBlocking(
        () -> {
          if (isEnded(identity)) {
            if (request != null) {
              atProvider(identity, request.request())
                  .ifPresent(address -> request.put(STILL_KNOWN_AT, address.toString()));
            }
            throw new AuthenticationFailedException("This sign-in was ended by its person.");
          }
          return identity;
        });
  }
}
