package org.reachline.base.outbox;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.reachline.base.Page;
import org.reachline.base.Refusal;
import org.reachline.base.Role;

/** What has left the house, what waits and what failed. */
@Path("/outbox")
@RolesAllowed(Role.COORDINATOR_)
public class OutboxPage {
  private static final int MOST = 200;

  @Inject OutboxSender sender;
  @Inject OutboxRetry retry;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(List<OutboxMail> mails, boolean configured);
  }

  /** The newest mails. */
  @GET
  public Response list() {
    return Page.show(Templates.list(OutboxMail.listNewest(0, MOST), sender.isConfigured()));
  }

  /** Tries a failed mail once more. */
  @POST
  @Path("{id:\\d+}/retry")
  @Transactional
  public Response retry(@PathParam("id") long id) {
    OutboxMail mail =
        OutboxMail.<OutboxMail>findByIdOptional(id).orElseThrow(Refusal.NotFound::new);
    retry.retry(mail);
    return Page.seeOther("/outbox", "The mail to " + mail.to + " will be tried again.");
  }
}
