package org.reachline.base.signin;

import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.base.errors.ErrorPages;
import org.reachline.base.errors.SignInAway;
import org.reachline.base.fence.EndedSignIns;

/**
 * Signing in while the identity provider may be away. Tokens last five minutes and are then renewed
 * there; where nobody answers, who is signed in goes on with the roles they had ({@link
 * LastingSessions}), and everybody else gets a calm page with 503 instead of a redirect into the
 * void. A renewal that the provider refuses stays refused.
 */
@ApplicationScoped
class PatientSignIn implements HttpAuthenticationMechanism {
  /** Before the mechanism that it wraps, which would be asked as well. */
  private static final int BEFORE_OIDC = DEFAULT_PRIORITY + 100;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A code is good for one try; who comes back with it waits longer. */
  private static final Duration PATIENCE_WITH_CODES = Duration.ofSeconds(15);

  @Inject OidcAuthenticationMechanism oidc;
  @Inject IdentityProviderWatch provider;
  @Inject LastingSessions sessions;
  @Inject EndedSignIns ended;
  @Inject BlockingSecurityExecutor blocking;

  @ConfigProperty(name = "quarkus.oidc.authentication.redirect-path")
  String returnPath;

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager manager) {
    Context context = Vertx.currentContext();
    return oidc.authenticate(request, manager)
        // By itself the client waits for ever for one that took the connection and says nothing.
        .ifNoItem()
        .after(request.normalizedPath().equals(returnPath) ? PATIENCE_WITH_CODES : PATIENCE)
        .failWith(() -> new IdentityProviderWatch.Silence("It does not answer."))
        .onFailure(IdentityProviderWatch.Silence.class)
        .call(() -> backOn(context))
        .onTermination()
        .invoke(() -> request.put(HttpAuthenticationMechanism.class.getName(), this))
        .onFailure()
        .recoverWithUni(failure -> goOn(request, failure));
  }

  /** The alarm clock rings on a thread of its own; the request goes on on the one it had. */
  private static Uni<Void> backOn(Context context) {
    return context == null
        ? Uni.createFrom().voidItem()
        : Uni.createFrom()
            .emitter(emitter -> context.runOnContext(nothing -> emitter.complete(null)));
  }

  private Uni<SecurityIdentity> goOn(RoutingContext request, Throwable failure) {
    if (isApi(request)) {
      return Uni.createFrom().failure(failure);
    }
    if (!isSilence(failure)) {
      return Uni.createFrom().failure(failure);
    }
    provider.noteSilence();
    // Nobody, where the session has run its time or was ended: public pages and style sheets go on
    // all the same.
    SecurityIdentity nobody = QuarkusSecurityIdentity.builder().setAnonymous(true).build();
    return signedIn(request.get(AuthorizationCodeTokens.class.getName()))
        .map(person -> blocking.executeBlocking(() -> ended.isEnded(person) ? nobody : person))
        .orElse(Uni.createFrom().item(nobody));
  }

  /** As the tokens say; they come out of a cookie that only this service can have written. */
  private Optional<SecurityIdentity> signedIn(AuthorizationCodeTokens tokens) {
    return sessions
        .claims(tokens)
        .map(
            claims -> {
              IdTokenCredential credential = new IdTokenCredential(tokens.getIdToken());
              return QuarkusSecurityIdentity.builder()
                  .setPrincipal(new OidcJwtCallerPrincipal(claims, credential, "email"))
                  .addCredential(credential)
                  .addRoles(LastingSessions.roles(tokens))
                  .build();
            });
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    if (isApi(request)) {
      return oidc.getChallenge(request);
    }
    return provider
        .isAway()
        .flatMap(
            away ->
                away
                    ? Uni.createFrom()
                        .item(
                            new ChallengeData(
                                503,
                                "Retry-After",
                                Integer.toString(SignInAway.RETRY_AFTER_SECONDS)))
                    : oidc.getChallenge(request));
  }

  /** Where no page was reached yet that could answer. */
  @Override
  public Uni<Boolean> sendChallenge(RoutingContext request) {
    return getChallenge(request)
        .map(new ChallengeSender(request))
        .invoke(
            () -> {
              if (request.response().getStatusCode() == 503) {
                request
                    .response()
                    .putHeader("Content-Type", "text/html; charset=UTF-8")
                    .end(ErrorPages.signInIsAway());
              }
            });
  }

  @Override
  public int getPriority() {
    return BEFORE_OIDC;
  }

  /**
   * Whether nobody answered. The provider's own words, a refusal among them, arrive as the message
   * of an {@link OIDCException} inside the failure of the sign-in; without one around it, the
   * connection was never made.
   */
  private static boolean isSilence(Throwable failure) {
    return failure instanceof OIDCException || IdentityProviderWatch.isSilence(failure);
  }

  private static boolean isApi(RoutingContext request) {
    return request.normalizedPath().startsWith("/api/");
  }
}
