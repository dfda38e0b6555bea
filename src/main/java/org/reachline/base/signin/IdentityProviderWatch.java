package org.reachline.base.signin;

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
  private static final int PATIENCE_MILLIS = 5000;

  /** For so long nobody else tries to renew a token. */
  private static final Duration SILENCE_KEEPS = Duration.ofSeconds(10);

  /** Short, because who is sent to a provider that has just gone sees their browser's error. */
  private static final Duration LOOK_KEEPS = Duration.ofSeconds(1);

  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  /** The provider gave no answer, or one that says that it cannot. */
  static final class Silence extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Silence(String message) {
      super(message, new TimeoutException(message)); // the client passes on only causes
    }
  }

  private final WebClient client;
  private final String discovery;
  private final AtomicLong silentAt = new AtomicLong(LONG_AGO);
  private final AtomicLong lookedAt = new AtomicLong(LONG_AGO);
  private volatile boolean away;

  @Inject
  IdentityProviderWatch(
      Vertx vertx, @ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer) {
    client = WebClient.create(vertx, new WebClientOptions().setConnectTimeout(PATIENCE_MILLIS));
    discovery = issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration";
  }

  /** Looks, unless somebody looked just before. */
  Uni<Boolean> isAway() {
    if (isRecent(lookedAt, LOOK_KEEPS)) {
      return Uni.createFrom().item(away);
    }
    return client
        .getAbs(discovery)
        .timeout(PATIENCE_MILLIS)
        .send()
        .map(response -> response.statusCode() >= 500)
        .onFailure()
        .recoverWithItem(IdentityProviderWatch::isSilence)
        .invoke(
            found -> {
              away = found;
              if (!found) {
                silentAt.set(LONG_AGO);
              }
              lookedAt.set(System.nanoTime());
            });
  }

  /** A token could not be renewed because it is silent; what was not even tried adds nothing. */
  void noteSilence() {
    if (!isRecent(silentAt, SILENCE_KEEPS)) {
      silentAt.set(System.nanoTime());
    }
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
    return isRecent(silentAt, SILENCE_KEEPS) && !isNewSignIn(request)
        ? Uni.createFrom().failure(new Silence("It did not answer a moment ago."))
        : Uni.createFrom().voidItem();
  }

  @Override
  public Uni<Void> filter(OidcResponseFilterContext response) {
    if (response.statusCode() >= 500) {
      return Uni.createFrom().failure(new Silence("It answered " + response.statusCode()));
    }
    silentAt.set(LONG_AGO);
    return Uni.createFrom().voidItem();
  }

  /** Who comes back with a code was there just now, so it answers. */
  private static boolean isNewSignIn(OidcRequestFilterContext request) {
    return request.requestBody() != null
        && request.requestBody().toString().contains("grant_type=authorization_code");
  }

  private static boolean isRecent(AtomicLong at, Duration keeps) {
    return System.nanoTime() - at.get() < keeps.toNanos();
  }
}
