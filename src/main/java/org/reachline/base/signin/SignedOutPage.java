package org.reachline.base.signin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.reachline.base.Page;

/** For who signs out while the identity provider is away and does not hear of it. */
@Path(SignedOutPage.PATH)
class SignedOutPage {
  static final String PATH = "/signed-out";

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance signedOut();
  }

  /** What is done and what is left to do. */
  @GET
  public Response signedOut() {
    return Page.show(Templates.signedOut());
  }
}
