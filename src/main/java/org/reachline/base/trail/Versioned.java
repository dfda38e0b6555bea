package org.reachline.base.trail;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * An answer of the API about one record in one version: its {@code ETag} is that version, which a
 * change sends back as {@code If-Match} or in its body.
 */
public interface Versioned {
  /** The version; it rises with each change. */
  int version();

  /** Tags such answers. */
  class Tags {
    @ServerResponseFilter
    void tag(ContainerRequestContext request, ContainerResponseContext response) {
      if (response.getEntity() instanceof Versioned record
          && request.getUriInfo().getPath().startsWith("/api")) {
        response.getHeaders().putSingle(HttpHeaders.ETAG, "\"" + record.version() + "\"");
      }
    }
  }
}
