package org.reachline.home;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.reachline.base.Page;

/** Finds a site, a person, a session, a letter or a study, and goes there. */
@Path("/search")
class SearchPage {
  @Inject Search search;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance results(String q, List<Search.Kind> kinds);
  }

  /** What fits; the bare form while nothing was asked. */
  @GET
  @Authenticated
  public Response show(@QueryParam("q") @DefaultValue("") String q) {
    return Page.show(Templates.results(q.strip(), search.find(q)));
  }
}
