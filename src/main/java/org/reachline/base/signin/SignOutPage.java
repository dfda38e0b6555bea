package org.reachline.base.signin;

import io.quarkus.oidc.OidcSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.reachline.base.act.OwnAct;
import org.reachline.base.fence.EndedSignIns;
import org.reachline.base.fence.Provenance;

/**
 * Signing out: here at once, for every copy of the session, and then at the identity provider,
 * which sends the browser back to the door.
 */
@Path("/logout")
@PermitAll
class SignOutPage {
  @Inject SecurityIdentity identity;
  @Inject EndedSignIns ended;
  @Inject OwnAct ownAct;
  @Inject OidcSession session;
  @Inject Provenance provenance;
  @Inject IdentityProviderWatch watch;

  /** Ends the sign-in, unless another site sent the browser here. */
  @GET
  public Response signOut(@Context HttpServerRequest request, @Context HttpHeaders headers) {
    if (identity.isAnonymous()) {
      return to("/");
    }
    if (provenance.isForeign(headers, false)) {
      return to("/home");
    }
    EndedSignIns.signInOf(identity)
        .ifPresent(signIn -> ownAct.run("sign-out", () -> ended.end(signIn)));
    session.logout().await().indefinitely();
    if (watch.isAway().await().indefinitely()) {
      return to(SignedOutPage.PATH);
    }
    return EndedSignIns.atProvider(identity, request)
        .map(address -> Response.seeOther(address).build())
        .orElseGet(() -> to("/"));
  }

  private static Response to(String address) {
    return Response.seeOther(URI.create(address)).build();
  }
}
