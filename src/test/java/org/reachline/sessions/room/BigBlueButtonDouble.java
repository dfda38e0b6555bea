package org.reachline.sessions.room;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A stand-in for a BigBlueButton server. It checks every checksum itself and calls back as the real
 * one does, with signatures of its own making.
 */
final class BigBlueButtonDouble implements AutoCloseable {
  private final HttpServer server;
  private final String secret;
  private final Map<String, Map<String, String>> meetings = new TreeMap<>();
  private final Map<String, Map<String, String>> created = new TreeMap<>();

  BigBlueButtonDouble(String secret) throws IOException {
    this(secret, 0);
  }

  BigBlueButtonDouble(String secret, int port) throws IOException {
    this.secret = secret;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/bigbluebutton/api/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/bigbluebutton/api");
  }

  Set<String> meetings() {
    return Set.copyOf(meetings.keySet());
  }

  /** What a meeting was first created with. */
  Map<String, String> creation(String meeting) {
    return created.get(meeting);
  }

  void arrives(String meeting, String userId, String name) {
    meetings.get(meeting).put(userId, name);
  }

  /** Tells that the meeting ended, as bbb-web does: a GET with two parameters more. */
  int tellsTheEnd(String meeting) {
    return RestAssured.given()
        .urlEncodingEnabled(false)
        .get(ours(meeting, "meta_endCallbackUrl") + "&recordingmarks=true&meetingID=" + meeting)
        .statusCode();
  }

  /** Tells that a recording is ready, as post_publish_recording_ready_callback.rb does. */
  int tellsTheRecording(String meeting, String signedWith) {
    String claims = "{\"meeting_id\":\"%s\",\"record_id\":\"%s-1\"}".formatted(meeting, meeting);
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("signed_parameters", token("HS256", claims, signedWith))
        .post(ours(meeting, "meta_bbb-recording-ready-url"))
        .statusCode();
  }

  /** Tells who was there, as post_events_analytics_callback.rb does. */
  int tellsTheAttendance(String meeting, String report, long expires, String signedWith) {
    return RestAssured.given()
        .contentType("application/json")
        .header(
            "Authorization", "Bearer " + token("HS512", "{\"exp\":" + expires + "}", signedWith))
        .body(report)
        .post(ours(meeting, "meta_analytics-callback-url"))
        .statusCode();
  }

  /** The address that was handed out, at the service under test. */
  private String ours(String meeting, String parameter) {
    return created.get(meeting).get(parameter).replaceFirst("^https?://[^/]+", "");
  }

  static String token(String algorithm, String claims, String secret) {
    String mac = algorithm.equals("HS256") ? "HmacSHA256" : "HmacSHA512";
    String signed =
        part(
                "{\"typ\":\"JWT\",\"alg\":\"%s\"}"
                    .formatted(algorithm)
                    .getBytes(StandardCharsets.UTF_8))
            + "."
            + part(claims.getBytes(StandardCharsets.UTF_8));
    try {
      Mac signer = Mac.getInstance(mac);
      signer.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac));
      return signed + "." + part(signer.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether the query of a call was signed with the secret. */
  boolean isSigned(String call, String query) {
    int at = query.lastIndexOf("checksum=");
    String signed = query.substring(0, at).replaceAll("&$", "");
    String checksum = query.substring(at + "checksum=".length());
    String algorithm = checksum.length() == 40 ? "SHA-1" : "SHA-256";
    try {
      byte[] digest =
          MessageDigest.getInstance(algorithm)
              .digest((call + signed + secret).getBytes(StandardCharsets.UTF_8));
      return new java.math.BigInteger(1, digest).equals(new java.math.BigInteger(checksum, 16));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestURI().getPath().replaceAll(".*/", "");
    String query = exchange.getRequestURI().getRawQuery();
    String body = isSigned(call, query) ? act(call, parameters(query)) : refused();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/xml");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String act(String call, Map<String, String> parameters) {
    String id = parameters.get("meetingID");
    if (call.equals("create")) {
      meetings.computeIfAbsent(id, key -> new LinkedHashMap<>());
      created.putIfAbsent(id, parameters);
      return "<response><returncode>SUCCESS</returncode><meetingID>"
          + id
          + "</meetingID></response>";
    }
    if (!meetings.containsKey(id)) {
      return "<response><returncode>FAILED</returncode><messageKey>notFound</messageKey>"
          + "<message>We could not find a meeting with that meeting ID</message></response>";
    }
    if (call.equals("end")) {
      meetings.remove(id);
      return "<response><returncode>SUCCESS</returncode><messageKey>sentEndMeetingRequest</messageKey></response>";
    }
    StringBuilder attendees = new StringBuilder();
    meetings
        .get(id)
        .forEach(
            (user, name) ->
                attendees.append(
                    "<attendee><userID>"
                        + user
                        + "</userID><fullName>"
                        + name
                        + "</fullName><role>VIEWER</role></attendee>"));
    return "<response><returncode>SUCCESS</returncode><attendees>"
        + attendees
        + "</attendees></response>";
  }

  private static String refused() {
    return "<response><returncode>FAILED</returncode><messageKey>checksumError</messageKey>"
        + "<message>You did not pass the checksum security check</message></response>";
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      String[] halves = pair.split("=", 2);
      parameters.put(
          URLDecoder.decode(halves[0], StandardCharsets.UTF_8),
          URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
