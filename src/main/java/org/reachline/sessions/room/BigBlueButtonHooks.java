package org.reachline.sessions.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Arc;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.hooks.RoomEvent;
import org.reachline.sessions.hooks.RoomReports;

/**
 * BigBlueButton's two callbacks (docs.bigbluebutton.org/development/api, "create"): a meeting has
 * ended, which we sign ourselves in the address that we hand out, and a recording is ready, which
 * the server signs as a JSON web token with the shared secret. Routes of their own, because the
 * server posts a form and knows nothing of our pages' tokens.
 */
@ApplicationScoped
public class BigBlueButtonHooks {
  private static final String ENDED = "/hooks/bigbluebutton/ended";
  private static final String RECORDING = "/hooks/bigbluebutton/recording";
  private static final int LARGEST = 20_000;

  @Inject RoomReports reports;
  @Inject ObjectMapper json;

  @ConfigProperty(name = "reachline.bigbluebutton.secret")
  Optional<String> secret;

  @ConfigProperty(name = "reachline.public-url", defaultValue = "http://localhost:8080")
  String publicUrl;

  void install(@Observes Router router) {
    router.get(ENDED).blockingHandler(context -> answer(context, this::ended), false);
    router
        .post(RECORDING)
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST))
        .blockingHandler(context -> answer(context, this::recording), false);
  }

  /** What a meeting is to be made with, so that the server calls back. */
  Map<String, String> callbacks(EchoSession session) {
    String meeting = BigBlueButtonRoom.meetingId(session);
    return Map.of(
        "meta_endCallbackUrl", publicUrl + ENDED + "?sign=" + sign(meeting),
        "meta_bbb-recording-ready-url", publicUrl + RECORDING);
  }

  private void ended(RoutingContext context) {
    HttpServerRequest request = context.request();
    String meeting = request.getParam("meetingID");
    String sign = request.getParam("sign");
    if (secret.isEmpty() || meeting == null || sign == null || !isSame(sign, sign(meeting))) {
      context.response().setStatusCode(401).end();
      return;
    }
    take(context, meeting, "ended", RoomEvent.Kind.ENDED);
  }

  private void recording(RoutingContext context) {
    Optional<JsonNode> claims =
        Optional.ofNullable(context.request().getFormAttribute("signed_parameters"))
            .flatMap(this::claims);
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

  /** The claims of a token that the shared secret has signed with HS256. */
  Optional<JsonNode> claims(String token) {
    String[] parts = token.split("\\.", -1);
    if (secret.isEmpty() || parts.length != 3) {
      return Optional.empty();
    }
    String right = Signing.base64(Signing.hmac(secret.get(), parts[0] + "." + parts[1]));
    if (!isSame(parts[2].replace("=", ""), right)) {
      return Optional.empty();
    }
    try {
      // A token that says "none", or another algorithm than the one just checked, is none of ours.
      return decoded(parts[0]).path("alg").asText().equals("HS256")
          ? Optional.of(decoded(parts[1]))
          : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private JsonNode decoded(String part) throws JsonProcessingException {
    return json.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }

  private void take(RoutingContext context, String meeting, String what, RoomEvent.Kind kind) {
    Boolean known =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  String key = meeting.replaceFirst("^reachline-echo-", "");
                  EchoSession session =
                      key.matches("\\d{1,18}") && !key.equals(meeting)
                          ? EchoSession.findById(Long.valueOf(key))
                          : null;
                  if (session != null) {
                    reports.happened("bigbluebutton:" + meeting + "/" + what, session, kind);
                  }
                  return session != null;
                });
    // 410 is BigBlueButton's word for: do not ask again, this meeting is none of ours.
    context.response().setStatusCode(known ? 200 : 410).end();
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
    return Signing.hex(Signing.hmac(secret.orElseThrow(), "ended " + meeting));
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
