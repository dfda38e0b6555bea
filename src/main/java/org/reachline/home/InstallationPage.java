package org.reachline.home;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.reachline.base.Concern;
import org.reachline.base.Page;
import org.reachline.base.Role;

/** What a coordinator should know of the installation that the trial runs on. */
@Path("/installation")
@RolesAllowed(Role.COORDINATOR_)
class InstallationPage {
  @Inject Installation installation;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(List<Concern> concerns);
  }

  /** Everything that wants attention. */
  @GET
  public Response list() {
    return Page.show(Templates.list(installation.concerns()));
  }
}
