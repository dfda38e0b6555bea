package org.reachline.sessions.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A stand-in for a Jitsi Meet server with token authentication. It judges tokens as prosody's
 * mod_auth_token and mod_token_verification do: signature, audience, issuer, domain, time, room.
 */
final class JitsiDouble implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final String domain;
  private final String appId;
  private final String secret;
  private Instant now;

  JitsiDouble(String domain, String appId, String secret) throws IOException {
    this.domain = domain;
    this.appId = appId;
    this.secret = secret;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** What a browser with this address is told at this time: {@code welcome}, or why not. */
  String visit(URI address, Instant at) throws IOException, InterruptedException {
    now = at;
    URI here =
        URI.create(
            "http://127.0.0.1:"
                + server.getAddress().getPort()
                + address.getRawPath()
                + "?"
                + address.getRawQuery());
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(here).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private void answer(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    byte[] said =
        judge(uri.getPath().substring(1), uri.getQuery().replaceFirst("^jwt=", ""))
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, said.length);
    exchange.getResponseBody().write(said);
    exchange.close();
  }

  private String judge(String room, String token) throws IOException {
    String[] parts = token.split("\\.");
    if (parts.length != 3 || !Arrays.equals(decoded(parts[2]), signature(parts))) {
      return "signature";
    }
    if (!json.readTree(decoded(parts[0])).path("alg").asText().equals("HS256")) {
      return "algorithm";
    }
    JsonNode claims = json.readTree(decoded(parts[1]));
    if (!claims.path("aud").asText().equals("jitsi")) {
      return "audience";
    }
    if (!claims.path("iss").asText().equals(appId)) {
      return "issuer";
    }
    if (!claims.path("sub").asText().matches("\\*|" + domain)) {
      return "domain";
    }
    if (claims.path("exp").asLong() <= now.getEpochSecond()) {
      return "expired";
    }
    if (claims.path("nbf").asLong() > now.getEpochSecond()) {
      return "too early";
    }
    for (JsonNode field : claims.path("context").path("user")) {
      if (!field.isTextual()) {
        return "user";
      }
    }
    return claims.path("room").asText().matches("\\*|" + room) ? "welcome" : "room";
  }

  private byte[] signature(String[] parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] decoded(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
