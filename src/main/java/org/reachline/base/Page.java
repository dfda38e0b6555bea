package org.reachline.base;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * The three ways in which a page answers. Rendering happens here, inside the request's session, so
 * that a template may follow an entity's references.
 */
public final class Page {
  private Page() {}

  /** Shows a page. */
  public static Response show(TemplateInstance template) {
    return html(200, template);
  }

  /** Shows the form again with its problems and the typist's words. */
  public static Response refuse(TemplateInstance template) {
    return html(400, template);
  }

  /** Shows the page again because a colleague was quicker; it says what they changed. */
  public static Response conflict(TemplateInstance template) {
    return html(409, template);
  }

  /**
   * After a change: go and look at the result (post, redirect, get).
   *
   * @param path address within the service, starting with a slash
   * @param notice one sentence about what was done, shown once on the next page
   */
  public static Response seeOther(String path, String notice) {
    NewCookie cookie =
        new NewCookie.Builder(Notice.COOKIE)
            .value(URLEncoder.encode(notice, StandardCharsets.UTF_8))
            .path("/")
            .maxAge(Notice.SECONDS)
            .httpOnly(true)
            .sameSite(NewCookie.SameSite.LAX)
            .build();
    return Response.seeOther(URI.create(path)).cookie(cookie).build();
  }

  /** Marks a page that refuses, unless it was only to be looked at. */
  public static String refusing(int status, String html) {
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    return request.getMethod().equals("GET") ? html : refused(status, html);
  }

  /**
   * Says on the page itself that it refuses what was sent, for reachline.js, which brings the
   * reader and their words back to where they were.
   */
  public static String refused(int status, String html) {
    return html.replaceFirst("<html ", "<html data-refused=\"" + status + "\" ");
  }

  private static Response html(int status, TemplateInstance template) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
        .entity(
            status == 200
                ? template.render()
                : refusing(status, NamedProblems.in(template.render())))
        .build();
  }
}
