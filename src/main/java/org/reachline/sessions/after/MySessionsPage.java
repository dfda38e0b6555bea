package org.reachline.sessions.after;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Page;
import org.reachline.sessions.Attendance;

/** A person's own attendance: sessions, minutes, certificates. Nobody sees anybody else's here. */
@Path("/my-sessions")
@Authenticated
class MySessionsPage {
  @Inject MySessions mine;
  @Inject AfterRoom room;
  @Inject Certificates certificates;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(List<MySessions.Row> rows, int minutes, long certificates);
  }

  /** All of them, newest first. */
  @GET
  public Response list() {
    List<MySessions.Row> rows = mine.list();
    return Page.show(
        Templates.list(
            rows,
            rows.stream().mapToInt(row -> row.attendance().minutes).sum(),
            rows.stream().filter(MySessions.Row::certificate).count()));
  }

  /** One session: survey and certificate. */
  @GET
  @Path("{session:\\d+}")
  public Response show(@PathParam("session") long session) {
    return room.page(mine.get(session), "/my-sessions/" + session);
  }

  /** Answers the survey, or changes the answer. */
  @POST
  @Path("{session:\\d+}")
  @Transactional
  public Response answer(
      @PathParam("session") long session, @RestForm String usefulness, @RestForm String change) {
    Attendance attendance = mine.get(session);
    return room.answer(attendance, "/my-sessions/" + session, new Survey.Form(usefulness, change));
  }

  /** The certificate. */
  @GET
  @Path("{session:\\d+}/certificate.pdf")
  public Response certificate(@PathParam("session") long session) {
    return certificates.fetch(mine.get(session));
  }
}
