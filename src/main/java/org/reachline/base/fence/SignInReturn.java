package org.reachline.base.fence;

import io.quarkus.oidc.JavaScriptRequestChecker;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.reachline.base.Notice;

/**
 * Where people come back from the identity provider. Somebody whose sign-in cannot be finished or
 * used any more (it waited too long, it was begun in another browser, it was ended meanwhile) is
 * led to the door with a sentence, not to an empty page with a number.
 */
@ApplicationScoped
class SignInReturn {
  /** The page to which the identity provider sends people back. */
  static final String PATH = "/signed-in";

  /**
   * Changes with each sign-in. By it reachline.js knows that somebody has signed in since a form
   * was sent, and gives the form's words back only then.
   */
  static final String MARK = "signed-in";

  /** Addresses that programs call: for them a 401 is the answer, and no door. */
  private static final Pattern MACHINES = Pattern.compile("/(api|hooks|q)([/;].*)?");

  /** Names of the identity extension's cookies: one for each sign-in under way, and the session. */
  private static final String UNDER_WAY = "q_auth_";

  private static final String SESSION = "q_session";

  /** A browser that opens more sign-ins than this at a time forgets the oldest. */
  private static final int MOST_UNDER_WAY = 10;

  private static final String UNKNOWN =
      "That sign-in was begun elsewhere or had waited too long. Please sign in again.";
  private static final String SIGNED_OUT =
      "You had signed out while the service that signs people in did not hear of it. Please sign in"
          + " again.";
  private static final String UNUSABLE = "You are not signed in any more. Please sign in again.";

  @Inject JavaScriptRequestChecker scripts;

  /** After the security headers, whose order is -1000, and before the identity is looked at. */
  void install(@Observes Router router) {
    router.route().order(-950).handler(this::leadToTheDoor);
    router.get(PATH).order(-949).handler(this::takeBack);
  }

  private void takeBack(RoutingContext context) {
    HttpServerRequest request = context.request();
    String state = request.getParam("state");
    if (state == null || request.getCookie(UNDER_WAY + state) == null) {
      boolean inside =
          request.cookies().stream().anyMatch(cookie -> cookie.getName().startsWith(SESSION));
      lead(context, inside ? "/home" : "/", inside ? null : UNKNOWN);
      context.end();
      return;
    }
    context.addHeadersEndHandler(
        ended -> {
          if (context.response().getStatusCode() == 302) {
            context
                .response()
                .addCookie(
                    Cookie.cookie(MARK, UUID.randomUUID().toString())
                        .setPath("/")
                        .setSameSite(CookieSameSite.LAX)
                        .setSecure(request.isSSL()));
          }
        });
    context.next();
  }

  private void leadToTheDoor(RoutingContext context) {
    forgetOldest(context);
    if (!MACHINES.matcher(context.normalizedPath()).matches()
        && !scripts.isJavaScriptRequest(context)) {
      context.addHeadersEndHandler(
          ended -> {
            String stillKnownAt = context.get(EndedSignIns.STILL_KNOWN_AT);
            if (context.response().getStatusCode() == 401
                && stillKnownAt != null
                && context.normalizedPath().equals(PATH)) {
              // The provider had not heard of the sign-out, and would hand out what was ended here
              // for as long as its own session lasts.
              lead(context, stillKnownAt, SIGNED_OUT);
              return;
            }
            // Once: a door that stays shut must not lead to itself.
            boolean led = context.request().getCookie(Notice.COOKIE) != null;
            if (context.response().getStatusCode() == 401 && !led) {
              lead(context, "/", context.normalizedPath().equals(PATH) ? UNKNOWN : UNUSABLE);
            }
          });
    }
    context.next();
  }

  private static void lead(RoutingContext context, String path, String sentence) {
    HttpServerResponse response = context.response();
    response.setStatusCode(303).putHeader("Location", path);
    if (sentence != null) {
      response.addCookie(Notice.carrying(sentence).setSecure(context.request().isSSL()));
    }
  }

  /** Their cookies would in the end be more than a request may hold. Oldest come first. */
  private static void forgetOldest(RoutingContext context) {
    List<String> underWay =
        context.request().cookies().stream()
            .map(Cookie::getName)
            .filter(name -> name.startsWith(UNDER_WAY))
            .toList();
    String state = UNDER_WAY + context.request().getParam("state");
    underWay.stream()
        .limit(Math.max(0, underWay.size() - MOST_UNDER_WAY))
        .filter(name -> !name.equals(state))
        .forEach(
            name ->
                context.response().addCookie(Cookie.cookie(name, "").setPath("/").setMaxAge(0)));
  }
}
