package org.reachline.sessions.attendance;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Refusal;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** Attendance of all sessions: people by sessions, and each site's share. */
@Path("/studies/{slug}/sessions/attendance")
class AttendanceMatrixPage {
  /** Sites on one page; each has several people, and they a cell for each session. */
  static final int ROWS = 50;

  @Inject CurrentPerson me;
  @Inject SessionAccess access;
  @Inject AttendanceMatrix grid;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance grid(
        Study study, AttendanceMatrix.Grid grid, Paging paging, boolean arms);
  }

  /** The grid, of the sites that are the reader's to see, a page of sites at a time. */
  @GET
  @Authenticated
  public Response grid(
      @PathParam("slug") String slug, @QueryParam("page") @DefaultValue("1") PageNumber page) {
    Study study = Study.getBySlug(slug);
    if (!access.maySeeAttendance()) {
      throw new Refusal.NotAllowed(
          "Who attends tells which sites are offered ECHO. Hubs, coordinators, unblinded"
              + " researchers and the sites themselves see it.");
    }
    AttendanceMatrix.Outline outline = grid.outline(study, access::visible, access::maySeePeopleOf);
    Paging paging = Paging.of(outline.sites().size(), page, ROWS);
    return Page.show(
        Templates.grid(
            study,
            grid.of(outline, paging.of(outline.sites()), paging.page() == 1),
            paging,
            me.maySeeArms()));
  }
}
