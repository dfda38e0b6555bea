package org.reachline.base.fence;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;

/**
 * What of an answer's headers hangs on the request; those that are always the same stand in {@code
 * application.properties}. Nothing that a person was shown stays in the browser: on a shared
 * computer the next one presses Back.
 */
@ApplicationScoped
class SecurityHeaders {
  void install(@Observes Router router) {
    router.route().order(-1000).handler(this::add);
  }

  private void add(RoutingContext request) {
    // A personal link is told to nobody, not even to our own log by the next request.
    String path = request.normalizedPath();
    request
        .response()
        .putHeader("Referrer-Policy", SignedClaims.isIn(path) ? "no-referrer" : "same-origin");
    request.addHeadersEndHandler(ended -> keepNothing(request));
    request.addHeadersEndHandler(ended -> secureCookies(request));
    request.next();
  }

  /** Behind TLS, here or at a proxy that says so, no cookie ever travels in the open. */
  private static void secureCookies(RoutingContext request) {
    if (!request.request().isSSL()) {
      return;
    }
    MultiMap headers = request.response().headers();
    List<String> cookies = headers.getAll("Set-Cookie");
    headers.set(
        "Set-Cookie",
        cookies.stream()
            .map(c -> c.toLowerCase(Locale.ROOT).contains("; secure") ? c : c + "; Secure")
            .toList());
  }

  /** Style sheets, scripts and images say themselves how long they keep; the rest is not kept. */
  private static void keepNothing(RoutingContext request) {
    MultiMap headers = request.response().headers();
    if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
      headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }
}
