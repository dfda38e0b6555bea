package org.reachline.people;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.reachline.base.Refusal;

/**
 * Closes the door to people whose access was ended, at once: a token that was issued before still
 * names their roles for some minutes.
 */
class EndedAccess {
  private static final Set<String> OPEN = Set.of("/", "/about", "/logout");

  @Inject SignedInPerson me;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance ended();
  }

  // What was typed is read first, so that a refusal here can give it back.
  @WithFormRead
  @ServerRequestFilter
  Response refuse(ContainerRequestContext request) {
    if (!me.isSignedIn() || me.isActive()) {
      return null;
    }
    String path = request.getUriInfo().getPath();
    if (path.startsWith("/api")) {
      throw new Refusal.NotAllowed("Your access was ended.");
    }
    return OPEN.contains(path)
        ? null
        : Response.status(403)
            .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
            .entity(Templates.ended().render())
            .build();
  }
}
