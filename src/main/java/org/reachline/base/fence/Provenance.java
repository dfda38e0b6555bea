package org.reachline.base.fence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where a request says that it comes from. Browsers write these headers themselves; no page of
 * another origin can change them. Old browsers and programs leave them out, which says nothing.
 * What the browser itself found out comes before what we can compare: a proxy may hide our address
 * from us.
 */
@ApplicationScoped
public class Provenance {
  private static final String SITE = "Sec-Fetch-Site";
  private static final String ORIGIN = "Origin";

  private final String publicAuthority;

  Provenance(@ConfigProperty(name = "reachline.public-url") Optional<String> publicUrl) {
    publicAuthority = publicUrl.map(Provenance::authority).orElse("");
  }

  /**
   * Whether a request says that another origin sent it.
   *
   * @param byLink whether it came by a link that is a secret itself: the pages behind such links
   *     tell nobody their address, and browsers then give {@code null} for their origin
   */
  public boolean isForeign(HttpHeaders headers, boolean byLink) {
    String site = headers.getHeaderString(SITE);
    if (site != null) {
      return !isOwn(site);
    }
    String origin = headers.getHeaderString(ORIGIN);
    return origin != null && !isOurs(origin, headers) && !(origin.equals("null") && byLink);
  }

  /** Whether a browser vouches that a page of ours sent the request. */
  public boolean isProven(HttpHeaders headers) {
    String site = headers.getHeaderString(SITE);
    String origin = headers.getHeaderString(ORIGIN);
    return site == null ? origin != null && isOurs(origin, headers) : site.equals("same-origin");
  }

  /** The person at the keyboard, or a page of ours; a neighbour under the same domain is not. */
  private static boolean isOwn(String site) {
    return site.equals("same-origin") || site.equals("none");
  }

  private boolean isOurs(String origin, HttpHeaders headers) {
    String authority = authority(origin);
    return !authority.isEmpty()
        && (authority.equalsIgnoreCase(headers.getHeaderString("Host"))
            // Of a proxy; a page elsewhere cannot add it.
            || authority.equalsIgnoreCase(headers.getHeaderString("X-Forwarded-Host"))
            || authority.equalsIgnoreCase(publicAuthority));
  }

  /** Host and port as a Host header has them; empty if the text is no address. */
  private static String authority(String address) {
    try {
      String authority = URI.create(address.strip()).getRawAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException notAnAddress) {
      return "";
    }
  }
}
