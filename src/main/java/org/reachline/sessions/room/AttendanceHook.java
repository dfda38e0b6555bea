package org.reachline.sessions.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;

/**
 * Attendance as any video service, or a small script beside it, can report it. Open only where
 * {@code reachline.hooks.secret} is set; every message is signed and taken once.
 */
@Path("/api/hooks/attendance")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
class AttendanceHook {
  @Inject RoomReports reports;
  @Inject ObjectMapper json;
  @Inject Clock clock;

  @ConfigProperty(name = "reachline.hooks.secret")
  Optional<String> secret;

  /**
   * A message.
   *
   * @param id its name; a second message of the same name changes nothing
   * @param session key of the session
   * @param email mail address of the person
   * @param kind joined or left
   * @param stay what tells this coming and going from the person's others, such as the connection
   * @param at when, as {@code 2026-01-13T18:02:00Z}
   */
  public record Message(
      String id, String session, String email, String kind, String stay, String at) {}

  /**
   * The answer.
   *
   * @param taken false if a message of this name had been taken before
   */
  public record Taken(boolean taken) {}

  /** Takes a message. */
  @POST
  @Transactional
  @Operation(
      summary =
          "Somebody came or went. Headers: Reachline-Timestamp, seconds since 1970, at most five"
              + " minutes off; Reachline-Signature, HMAC-SHA256 in hex of timestamp, full stop and"
              + " body")
  public Taken take(
      @HeaderParam("Reachline-Timestamp") String sentAt,
      @HeaderParam("Reachline-Signature") String signature,
      String body)
      throws JsonProcessingException {
    String key = secret.orElseThrow(Refusal.NotFound::new);
    if (!Signatures.isGood(key, sentAt, body, signature, clock)) {
      throw new WebApplicationException(
          Response.status(401)
              .type("application/problem+json")
              .entity(
                  Map.of(
                      "title", "Not signed",
                      "status", 401,
                      "detail", "The signature is missing, wrong or too old."))
              .build());
    }
    Message read = json.readValue(body == null ? "" : body, Message.class);
    Message message = read == null ? new Message(null, null, null, null, null, null) : read;
    Problems problems = new Problems();
    String id = problems.line("id", message.id(), 200);
    EchoSession session = session(message, problems);
    Person person = person(message, problems);
    RoomEvent.Kind kind = problems.choice("kind", message.kind(), RoomEvent.Kind.class);
    if (kind == RoomEvent.Kind.ENDED || kind == RoomEvent.Kind.RECORDING) {
      problems.add("kind", "Here it is joined or left.");
    }
    String stay = problems.line("stay", message.stay(), 200);
    Instant at = at(message, problems);
    problems.throwIfAny();
    if (session.state() == SessionState.CANCELLED) {
      throw new Refusal.Conflict(
          "This session was cancelled: nobody can have attended it.",
          session.subject(),
          "session.cancelled");
    }
    return new Taken(reports.moved("hook:" + id, session, kind, person, stay, at));
  }

  private static EchoSession session(Message message, Problems problems) {
    String key = problems.line("session", message.session(), 18);
    EchoSession session =
        key != null && key.matches("\\d+") ? EchoSession.findById(Long.valueOf(key)) : null;
    if (key != null && session == null) {
      problems.add("session", "There is no session of this key.");
    }
    return session;
  }

  private static Person person(Message message, Problems problems) {
    String email = problems.line("email", message.email(), 200);
    Person person = email == null ? null : Person.findByEmail(email).orElse(null);
    if (email != null && person == null) {
      problems.add("email", "Nobody here has this mail address.");
    }
    return person;
  }

  private Instant at(Message message, Problems problems) {
    String typed = problems.line("at", message.at(), 40);
    if (typed == null) {
      return null;
    }
    try {
      Instant at = Instant.parse(typed);
      if (at.isAfter(clock.instant().plus(Signatures.NEAR))) {
        problems.add("at", "This is still to come.");
      } else if (at.isBefore(clock.instant().minus(Duration.ofDays(400)))) {
        problems.add("at", "This is more than a year ago.");
      }
      return at;
    } catch (DateTimeParseException e) {
      problems.add("at", "A time such as 2026-01-13T18:02:00Z, please.");
      return null;
    }
  }
}
