package org.reachline.sessions.room;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/**
 * Jitsi Meet with token authentication (prosody's mod_auth_token, shared secret): the address
 * carries a token signed with HMAC-SHA256 that names the room, the person and how long it is good.
 */
@ApplicationScoped
class JitsiRoom implements VideoRoom {
  private static final Duration GRACE = Duration.ofMinutes(30);

  @Inject ObjectMapper json;

  @ConfigProperty(name = "reachline.jitsi.url")
  Optional<URI> server;

  @ConfigProperty(name = "reachline.jitsi.app-id")
  Optional<String> appId;

  @ConfigProperty(name = "reachline.jitsi.app-secret")
  Optional<String> appSecret;

  @Override
  public Optional<URI> enter(EchoSession session, Person person, boolean host) {
    if (server.isEmpty() || appId.isEmpty() || appSecret.isEmpty()) {
      return Optional.empty();
    }
    String base = server.get().toString().replaceAll("/+$", "");
    String room = roomName(session);
    return Optional.of(URI.create(base + "/" + room + "?jwt=" + token(session, person, host)));
  }

  @Override
  public void end(EchoSession session) {
    // Jitsi closes a room when the last person has left; the token ends soon after the session.
  }

  /** A name that nobody guesses: it stands in the open in Jitsi's address. */
  String roomName(EchoSession session) {
    String key = "room " + session.id;
    return "echo-" + session.id + "-" + Signing.hmac(appSecret.orElseThrow(), key).substring(0, 20);
  }

  private String token(EchoSession session, Person person, boolean host) {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("id", person.id.toString());
    user.put("name", person.name);
    user.put("email", person.email);
    // All fields of the user are texts: Jitsi refuses others.
    user.put("affiliation", host ? "owner" : "member");
    user.put("moderator", Boolean.toString(host));
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", "jitsi");
    claims.put("iss", appId.orElseThrow());
    claims.put("sub", server.orElseThrow().getHost().toLowerCase(Locale.ROOT));
    claims.put("room", roomName(session));
    claims.put("nbf", session.doorsOpenAt().getEpochSecond());
    claims.put("exp", session.endsAt().plus(GRACE).getEpochSecond());
    claims.put("moderator", host);
    claims.put("context", Map.of("user", user));
    return SignedToken.sign(json, claims, appSecret.orElseThrow());
  }
}
