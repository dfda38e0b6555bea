package org.reachline.sessions.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Arc;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.base.PublicAddress;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;

/**
 * BigBlueButton's callbacks (docs.bigbluebutton.org/development/api, "create"): a meeting has
 * ended, which we sign ourselves in the address that we hand out; a recording is ready, which the
 * server signs as a JSON web token with the shared secret; and who was there from when to when
 * (post_events_analytics_callback.rb), sent after the end with a token of the same secret. Routes
 * of their own, because the server knows nothing of our pages' tokens.
 */
@ApplicationScoped
class BigBlueButtonHooks {
  private static final String ENDED = "/hooks/bigbluebutton/ended";
  private static final String RECORDING = "/hooks/bigbluebutton/recording";
  private static final String ATTENDANCE = "/hooks/bigbluebutton/attendance";
  private static final int LARGEST = 20_000;

  /** A thousand people with everything that they did. */
  private static final int LARGEST_ATTENDANCE = 4_000_000;

  @Inject RoomReports reports;
  @Inject BigBlueButtonAttendance attendance;
  @Inject ObjectMapper json;
  @Inject Clock clock;

  @ConfigProperty(name = "reachline.bigbluebutton.secret")
  Optional<String> secret;

  @Inject PublicAddress here;

  void install(@Observes Router router) {
    router.get(ENDED).blockingHandler(context -> answer(context, this::ended), false);
    router
        .post(RECORDING)
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST))
        .blockingHandler(context -> answer(context, this::recording), false);
    // A route of its own, before the body is read: whoever has no token need not send megabytes.
    router.post(ATTENDANCE).handler(this::requireBearer);
    router
        .post(ATTENDANCE)
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_ATTENDANCE))
        .blockingHandler(context -> answer(context, this::attended), false);
  }

  /** What a meeting is to be made with, so that the server calls back. */
  Map<String, String> callbacks(EchoSession session) {
    String meeting = BigBlueButtonRoom.meetingId(session);
    return Map.of(
        "meta_endCallbackUrl",
        here.url() + ENDED + "?meetingID=" + meeting + "&sign=" + sign(meeting),
        "meta_bbb-recording-ready-url",
        here.url() + RECORDING,
        "meta_analytics-callback-url",
        here.url() + ATTENDANCE);
  }

  private void ended(RoutingContext context) {
    HttpServerRequest request = context.request();
    String meeting = request.getParam("meetingID");
    String sign = request.getParam("sign");
    if (secret.isEmpty()
        || meeting == null
        || sign == null
        || !Signing.isSame(sign, sign(meeting))) {
      context.response().setStatusCode(401).end();
      return;
    }
    take(context, meeting, "ended", RoomEvent.Kind.ENDED);
  }

  private void requireBearer(RoutingContext context) {
    String header = context.request().getHeader("Authorization");
    boolean good =
        header != null
            && header.startsWith("Bearer ")
            && secret.isPresent()
            && SignedToken.claims(
                    json, header.substring("Bearer ".length()).strip(), "HS512", secret.get())
                .filter(claims -> claims.path("exp").asLong() > clock.instant().getEpochSecond())
                .isPresent();
    if (good) {
      context.next();
    } else {
      context.response().setStatusCode(401).end();
    }
  }

  private void attended(RoutingContext context) {
    JsonNode report;
    try {
      Buffer body = context.body().buffer();
      report = json.readTree(body == null ? new byte[0] : body.getBytes());
    } catch (IOException unreadable) {
      context.response().setStatusCode(400).end("The body is not JSON.");
      return;
    }
    Boolean known =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  EchoSession session = sessionOf(report.path("meeting_id").asText());
                  if (session == null || session.state() == SessionState.CANCELLED) {
                    return false;
                  }
                  attendance.take(session, report);
                  return true;
                });
    context.response().setStatusCode(known ? 200 : 410).end();
  }

  private void recording(RoutingContext context) {
    Optional<JsonNode> claims =
        Optional.ofNullable(context.request().getFormAttribute("signed_parameters"))
            .filter(token -> secret.isPresent())
            .flatMap(token -> SignedToken.claims(json, token, "HS256", secret.get()));
    if (claims.isEmpty()) {
      context.response().setStatusCode(401).end();
      return;
    }
    String record = claims.get().path("record_id").asText();
    take(
        context,
        claims.get().path("meeting_id").asText(),
        "recording/" + record,
        RoomEvent.Kind.RECORDING);
  }

  private void take(RoutingContext context, String meeting, String what, RoomEvent.Kind kind) {
    Boolean known =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  EchoSession session = sessionOf(meeting);
                  if (session != null) {
                    reports.happened("bigbluebutton:" + meeting + "/" + what, session, kind);
                  }
                  return session != null;
                });
    // 410 is BigBlueButton's word for: do not ask again, this meeting is none of ours.
    context.response().setStatusCode(known ? 200 : 410).end();
  }

  private static EchoSession sessionOf(String meeting) {
    String key = meeting.replaceFirst("^reachline-echo-", "");
    return key.matches("\\d{1,18}") && !key.equals(meeting)
        ? EchoSession.findById(Long.valueOf(key))
        : null;
  }

  private static void answer(RoutingContext context, Consumer<RoutingContext> how) {
    var requestContext = Arc.container().requestContext();
    boolean mine = !requestContext.isActive();
    if (mine) {
      requestContext.activate();
    }
    try {
      how.accept(context);
    } catch (RuntimeException e) {
      Log.errorf(e, "A callback of the video room failed: %s", context.request().path());
      context.response().setStatusCode(500).end();
    } finally {
      if (mine) {
        requestContext.terminate();
      }
    }
  }

  private String sign(String meeting) {
    return Signing.hmac(secret.orElseThrow(), "ended " + meeting);
  }
}
