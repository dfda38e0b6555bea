package org.reachline.sessions.live;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.reachline.base.Page;
import org.reachline.base.Role;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.room.Rooms;

/** For hosts: who is in the video room now, as its provider says, where it can be asked. */
@Path("/studies/{slug}/sessions/{id:\\d+}/live/video")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
class LiveVideoPage {
  @Inject LiveAccess access;
  @Inject Rooms rooms;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance video(EchoSession session, Rooms.Present present);
  }

  /** The page. */
  @GET
  public Response show(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = access.host(slug, id).session();
    return LiveRoom.unstored(Page.show(Templates.video(session, rooms.present(session))));
  }
}
