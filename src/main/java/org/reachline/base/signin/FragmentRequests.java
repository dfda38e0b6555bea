package org.reachline.base.signin;

import io.quarkus.oidc.JavaScriptRequestChecker;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Tells requests of a script from those of a person who goes to a page. Without a sign-in the
 * script is answered 499, and reachline.js takes the person to the sign-in and back; a redirect to
 * another origin would be lost on it.
 */
@ApplicationScoped
class FragmentRequests implements JavaScriptRequestChecker {
  @Override
  public boolean isJavaScriptRequest(RoutingContext context) {
    String with = context.request().getHeader("X-Requested-With");
    return "JavaScript".equals(with)
        || "XMLHttpRequest".equals(with)
        || "empty".equals(context.request().getHeader("Sec-Fetch-Dest"))
        || String.valueOf(context.request().getHeader("Accept")).startsWith("text/event-stream");
  }
}
