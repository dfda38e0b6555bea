package org.reachline.base.fence;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.reachline.base.Refusal;

/**
 * No page changes anything for a request that a page of ours did not make: it does not say that it
 * comes from another origin, it is a form (or JSON, where a script sends that), and it carries the
 * form's token. The API is outside: it takes bearer tokens only, which no browser adds by itself.
 */
class PageWrites {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private static final List<MediaType> FORMS =
      List.of(MediaType.APPLICATION_FORM_URLENCODED_TYPE, MediaType.MULTIPART_FORM_DATA_TYPE);

  @Inject FormToken token;
  @Inject Provenance provenance;
  @Inject SecurityIdentity identity;
  @Inject UriInfo uri;

  @WithFormRead
  @ServerRequestFilter
  public void check(Request request, HttpHeaders headers, ResourceInfo resource) {
    if (READING.contains(request.getMethod()) || isApi(uri.getPath())) {
      return;
    }
    if (provenance.isForeign(headers, token.isByLink())) {
      throw new Refusal.Unproven(
          403,
          "This came from a page of another site, so nothing was done. Open the page here and send"
              + " it from there.");
    }
    if (identity.isAnonymous() && !token.isByLink()) {
      // To the sign-in; what was typed waits in the browser.
      throw new UnauthorizedException();
    }
    MediaType type = headers.getMediaType();
    boolean json = type != null && type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
    if (json
        ? !takesJson(resource)
        : type != null && FORMS.stream().noneMatch(type::isCompatible)) {
      throw new WebApplicationException(415);
    }
    if (!token.isGood(json ? headers.getHeaderString(FormToken.HEADER) : FormToken.ofThisForm())) {
      throw new Refusal.Unproven(
          400,
          "This was not sent from a page that was made for you as you are signed in now. Nothing"
              + " was saved. Go back, load the page again and send the form once more.");
    }
  }

  private static boolean isApi(String path) {
    return path.equals("/api") || path.startsWith("/api/");
  }

  private static boolean takesJson(ResourceInfo resource) {
    Consumes types = resource.getResourceMethod().getAnnotation(Consumes.class);
    return types != null && List.of(types.value()).contains(MediaType.APPLICATION_JSON);
  }
}
