package org.reachline.sessions.after;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.sessions.Attendance;

/** One's own attendance, one's answer to the survey, and the certificate. */
@Path("/api/my-sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "After a session")
class MySessionsApi {
  @Inject MySessions mine;
  @Inject Survey survey;
  @Inject Certificates certificates;

  /**
   * One's own attendance of a session.
   *
   * @param session key of the session
   * @param study slug of the study
   * @param program name of the programme
   * @param number number within the programme
   * @param startsAt start, UTC
   * @param minutes minutes that count
   * @param certificate whether there is a certificate
   * @param surveyOpen whether the survey takes answers
   */
  public record MySession(
      long session,
      String study,
      String program,
      int number,
      Instant startsAt,
      int minutes,
      boolean certificate,
      boolean surveyOpen) {}

  /**
   * An answer to the survey.
   *
   * @param usefulness 1 (of no use) to 5 (very useful)
   * @param change one thing that one will do differently, or null
   */
  public record Answer(
      @NotNull @Min(1) @Max(5) Integer usefulness, @Size(max = 1000) String change) {}

  /** One's own sessions. */
  @GET
  @Authenticated
  @Operation(summary = "Your own attendance, newest first")
  public List<MySession> list(
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    return mine.list(offset, limit).stream()
        .map(
            row -> {
              Attendance a = row.attendance();
              return new MySession(
                  a.session.id,
                  a.session.program.study.slug,
                  a.session.program.name,
                  a.session.number,
                  a.session.startsAt,
                  a.minutes,
                  row.certificate(),
                  row.survey());
            })
        .toList();
  }

  /** Answers the survey, or changes the answer. */
  @PUT
  @Path("{session:\\d+}/survey")
  @Consumes(MediaType.APPLICATION_JSON)
  @Authenticated
  @Transactional
  @Operation(summary = "Answer the survey of a session that you attended, or change your answer")
  public Answer answer(@PathParam("session") long session, @NotNull @Valid Answer answer) {
    Attendance attendance = mine.get(session);
    SurveyAnswer taken =
        survey.answer(
            attendance.session,
            attendance.person,
            new Survey.Form(answer.usefulness().toString(), answer.change()));
    return new Answer(taken.usefulness, taken.change);
  }

  /** The certificate. */
  @GET
  @Path("{session:\\d+}/certificate")
  @Produces("application/pdf")
  @Authenticated
  @Operation(summary = "Your certificate of attendance; 409 with the reason if there is none")
  @APIResponseSchema(value = InputStream.class, responseCode = "200")
  public Response certificate(@PathParam("session") long session) {
    return certificates.fetch(mine.get(session));
  }
}
