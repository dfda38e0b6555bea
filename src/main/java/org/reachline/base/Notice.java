package org.reachline.base;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The one-sentence receipt after a change, carried over the redirect by a short-lived cookie. */
@Named("notice")
@RequestScoped
public class Notice {
  public static final String COOKIE = "notice";

  /** How long the next page may take. */
  static final int SECONDS = 60;

  @Inject RoutingContext request;

  /** The cookie that carries a sentence to the next page, for answers that no page gives. */
  public static Cookie carrying(String sentence) {
    return Cookie.cookie(COOKIE, URLEncoder.encode(sentence, StandardCharsets.UTF_8))
        .setPath("/")
        .setMaxAge(SECONDS)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.LAX);
  }

  /** The sentence, once: reading it takes the cookie away. Null if there is none. */
  public String take() {
    Cookie cookie = request.request().getCookie(COOKIE);
    if (cookie == null || cookie.getValue().isEmpty()) {
      return null;
    }
    String sentence;
    try {
      sentence = URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notOurs) {
      sentence = null;
    }
    Cookie gone = Cookie.cookie(COOKIE, "").setPath("/").setMaxAge(0);
    request.response().addCookie(gone);
    return sentence;
  }
}
