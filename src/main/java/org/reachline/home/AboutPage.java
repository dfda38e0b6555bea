package org.reachline.home;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.reachline.base.Page;

/** What Reachline is and how to get on with it, for everybody. */
@Path("/about")
class AboutPage {
  @CheckedTemplate
  static class Templates {
    static native TemplateInstance about();

    static native TemplateInstance furniture();
  }

  /** The help page. */
  @GET
  public Response about() {
    return Page.show(Templates.about());
  }

  /** Every piece that pages are made of, with examples. */
  @GET
  @Path("furniture")
  public Response furniture() {
    return Page.show(Templates.furniture());
  }
}
