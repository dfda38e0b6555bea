package org.reachline.base;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * One origin, nothing from elsewhere: what the browser is allowed to do on our pages. {@code
 * form-action} lists the identity provider because signing in and out redirect there. Nothing that
 * a person was shown stays in the browser: on a shared computer the next one presses Back.
 */
@ApplicationScoped
public class SecurityHeaders {
  private final String policy;

  SecurityHeaders(
      @ConfigProperty(name = "reachline.identity.origin") Optional<String> identityOrigin) {
    policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
            + " 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self';"
            + " form-action 'self' "
            + identityOrigin.orElse("");
  }

  void install(@Observes Router router) {
    router.route().order(-1000).handler(this::add);
  }

  private void add(RoutingContext request) {
    request
        .response()
        .putHeader("Content-Security-Policy", policy)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("X-Frame-Options", "DENY");
    request.addHeadersEndHandler(ended -> keepNothing(request));
    request.next();
  }

  /** Style sheets, scripts and images say themselves how long they keep; the rest is not kept. */
  private static void keepNothing(RoutingContext request) {
    MultiMap headers = request.response().headers();
    if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
      headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }
}
