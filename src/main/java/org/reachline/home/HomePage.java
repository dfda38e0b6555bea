package org.reachline.home;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.reachline.base.Page;

/** Where a person lands: the door for everybody, and per role the next thing to do. */
@Path("/")
public class HomePage {
  @CheckedTemplate
  static class Templates {
    static native TemplateInstance door();

    static native TemplateInstance home();
  }

  /** The door: what this is, and the way in. */
  @GET
  public Response door() {
    return Page.show(Templates.door());
  }

  /** The signed-in person's day. */
  @GET
  @Path("home")
  @Authenticated
  public Response home() {
    return Page.show(Templates.home());
  }
}
