package org.reachline.base;

import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.quarkus.oidc.common.OidcResponseFilter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether the identity provider answers, as of some seconds ago. While it is known to be silent,
 * tokens are not tried to be renewed, so that a page does not wait for each attempt.
 */
@ApplicationScoped
@OidcEndpoint(OidcEndpoint.Type.TOKEN)
class IdentityProviderWatch implements OidcRequestFilter, OidcResponseFilter {
  private static final int PATIENCE_MILLIS = 3000;

  /** A code is good for one try; who comes back with it waits longer. */
  private static final int PATIENCE_WITH_CODES_MILLIS = 15_000;

  private static final long KEEPS_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  /** The provider gave no answer, or one that says that it cannot. */
  static final class Silence extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Silence(String message) {
      super(message);
    }
  }

  private final WebClient client;
  private final String discovery;
  private final AtomicLong silentAt = new AtomicLong(LONG_AGO);
  private final AtomicLong answeredAt = new AtomicLong(LONG_AGO);

  @Inject
  IdentityProviderWatch(
      Vertx vertx, @ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer) {
    client = WebClient.create(vertx, new WebClientOptions().setConnectTimeout(PATIENCE_MILLIS));
    discovery = issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration";
  }

  /** Asks, unless it is known from just before. */
  Uni<Boolean> isAway() {
    if (isRecent(silentAt)) {
      return Uni.createFrom().item(true);
    }
    if (isRecent(answeredAt)) {
      return Uni.createFrom().item(false);
    }
    return client
        .getAbs(discovery)
        .timeout(PATIENCE_MILLIS)
        .send()
        .map(response -> response.statusCode() >= 500)
        .onFailure()
        .recoverWithItem(IdentityProviderWatch::isSilence)
        .invoke(away -> (away ? silentAt : answeredAt).set(System.nanoTime()));
  }

  /** Somebody found it silent. */
  void noteSilence() {
    silentAt.set(System.nanoTime());
    answeredAt.set(LONG_AGO);
  }

  /** Whether a failure says that nobody answered; a certificate that does not fit is an answer. */
  static boolean isSilence(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return false;
      }
      if (cause instanceof Silence
          || cause instanceof IOException
          || cause instanceof TimeoutException
          || cause instanceof VertxException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Uni<Void> filter(OidcRequestFilterContext request) {
    boolean newSignIn = isNewSignIn(request);
    if (isRecent(silentAt) && !newSignIn) {
      return Uni.createFrom().failure(new Silence("It did not answer a moment ago."));
    }
    // By itself the client waits for ever for one that took the connection and says nothing.
    request.request().timeout(newSignIn ? PATIENCE_WITH_CODES_MILLIS : PATIENCE_MILLIS);
    return Uni.createFrom().voidItem();
  }

  @Override
  public Uni<Void> filter(OidcResponseFilterContext response) {
    if (response.statusCode() >= 500) {
      return Uni.createFrom().failure(new Silence("It answered " + response.statusCode()));
    }
    silentAt.set(LONG_AGO);
    answeredAt.set(System.nanoTime());
    return Uni.createFrom().voidItem();
  }

  /** Who comes back with a code was there just now, so it answers. */
  private static boolean isNewSignIn(OidcRequestFilterContext request) {
    return request.requestBody() != null
        && request.requestBody().toString().contains("grant_type=authorization_code");
  }

  private static boolean isRecent(AtomicLong at) {
    return System.nanoTime() - at.get() < KEEPS_NANOS;
  }
}
