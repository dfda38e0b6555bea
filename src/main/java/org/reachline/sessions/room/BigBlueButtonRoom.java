package org.reachline.sessions.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.base.PublicAddress;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/**
 * A meeting on a BigBlueButton server. It is made when the first person enters (making it again is
 * answered with the same meeting), and ended when the host closes the session.
 */
@ApplicationScoped
class BigBlueButtonRoom implements VideoRoom {
  @ConfigProperty(name = "reachline.bigbluebutton.url")
  Optional<URI> server;

  @ConfigProperty(name = "reachline.bigbluebutton.secret")
  Optional<String> secret;

  @ConfigProperty(name = "reachline.bigbluebutton.checksum", defaultValue = "SHA-256")
  String algorithm;

  @Inject PublicAddress here;

  @Inject BigBlueButtonHooks hooks;

  /** Whether a server is configured. */
  public boolean isConfigured() {
    return server.isPresent() && secret.isPresent();
  }

  @Override
  public Optional<URI> enter(EchoSession session, Person person, boolean host) {
    if (!isConfigured()) {
      return Optional.empty();
    }
    BigBlueButtonApi api = api();
    api.call("create", creation(session));
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("fullName", person.name);
    parameters.put("meetingID", meetingId(session));
    parameters.put("role", host ? "MODERATOR" : "VIEWER");
    parameters.put("userID", person.id.toString());
    parameters.put("redirect", "true");
    return Optional.of(api.address("join", parameters));
  }

  @Override
  public void end(EchoSession session) {
    if (isConfigured()) {
      api().call("end", meeting(session));
    }
  }

  @Override
  public Optional<List<String>> present(EchoSession session) {
    if (!isConfigured()) {
      return Optional.empty();
    }
    // A meeting that nobody has entered yet is not found: nobody is there.
    return Optional.of(
        api().call("getMeetingInfo", meeting(session)).attendees().stream()
            .map(BigBlueButtonApi.Attendee::name)
            .sorted()
            .toList());
  }

  private Map<String, String> creation(EchoSession session) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("name", session.program.name + " " + session.number);
    parameters.put("meetingID", meetingId(session));
    parameters.put("record", Boolean.toString(session.recorded()));
    // Without it the server keeps no account of a meeting that is not recorded, and reports nobody.
    parameters.put("meetingKeepEvents", "true");
    // Whatever happens, the meeting does not outlive the session by more than an hour.
    parameters.put(
        "duration",
        Integer.toString(session.program.opensBeforeMinutes + session.durationMinutes + 60));
    parameters.put("logoutURL", here.url() + "/home");
    parameters.putAll(hooks.callbacks(session));
    return parameters;
  }

  private Map<String, String> meeting(EchoSession session) {
    return Map.of("meetingID", meetingId(session));
  }

  static String meetingId(EchoSession session) {
    return "reachline-echo-" + session.id;
  }

  private BigBlueButtonApi api() {
    return new BigBlueButtonApi(server.orElseThrow(), secret.orElseThrow(), algorithm);
  }
}
