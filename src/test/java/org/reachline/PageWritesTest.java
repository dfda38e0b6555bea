package org.reachline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reachline.personas.Csrf.token;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.reachline.base.fence.FormToken;
import org.reachline.sessions.EchoTrial;

/**
 * No page changes anything for a request that no page of ours made. Every act of every page is sent
 * what other sites, old browsers and scanners can make a signed-in person's browser send, by
 * somebody who has every role.
 */
@QuarkusTest
@TestSecurity(
    user = TrialBuilder.COORDINATOR,
    roles = {"coordinator", "hub", "coach", "clinician", "researcher"})
@OidcSecurity(
    claims = {
      @Claim(key = "email", value = TrialBuilder.COORDINATOR),
      @Claim(key = "name", value = "Corinne Adler")
    })
class PageWritesTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data; boundary=x";
  private static final String JSON = "application/json";

  @TestHTTPResource String origin;
  @Inject DataSource database;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> wrong = new ConcurrentSkipListSet<>();

  /** An act of a page: its address with this trial's records in it. */
  private record Act(String verb, String path, List<String> types) {
    boolean json() {
      return types.contains(JSON);
    }

    boolean takes(String type) {
      return types.isEmpty() || types.stream().anyMatch(type::startsWith);
    }
  }

  private record Sent(Act act, String type, String body, Map<String, String> headers, int answer) {}

  private EchoTrial trial;

  @Test
  void nothingIsDoneForRequestsThatNoPageOfOursMade() throws SQLException {
    trial = EchoTrial.plannedForDane();
    List<Act> acts = acts();
    assertThat(acts).hasSizeGreaterThan(80);
    List<Sent> requests = new ArrayList<>();
    acts.forEach(act -> requests.addAll(forgeries(act)));
    SortedMap<String, String> before = TableSums.of(database);
    requests.parallelStream().forEach(this::send);
    assertThat(wrong).isEmpty();
    assertThat(TableSums.of(database)).isEqualTo(before);
  }

  /** The walk above would prove nothing if its addresses led nowhere. */
  @Test
  void theSameRequestsReachTheirActsWithAToken() {
    trial = EchoTrial.plannedForDane();
    List<Sent> requests = new ArrayList<>();
    for (Act act : acts()) {
      String good = token(origin(act));
      requests.add(
          act.json()
              ? new Sent(act, JSON, "{\"wording\":\"\",\"version\":0}", header(good), 0)
              : act.takes(FORM)
                  ? new Sent(act, FORM, "csrf-token=" + good, Map.of("Origin", origin()), 0)
                  : new Sent(act, MULTIPART, part("csrf-token", good), Map.of(), 0));
    }
    requests.forEach(this::send);
    assertThat(wrong).isEmpty();
  }

  private List<Sent> forgeries(Act act) {
    String good = token(origin(act));
    String others =
        FormToken.of("a-link-key-for-tests-only-0123456789", "person/coach@demo.reachline.example");
    String form = "csrf-token=" + good;
    Map<String, String> none = Map.of();
    List<Sent> sent = new ArrayList<>();
    for (String body : List.of("", form, "{}", "\u0000", "csrf-token=" + good + "\r\n")) {
      sent.add(new Sent(act, "text/plain", body, none, 415));
      sent.add(new Sent(act, "application/xml", body, header(good), 415));
    }
    sent.add(new Sent(act, null, "", none, 400));
    sent.add(new Sent(act, FORM, "", none, 400));
    sent.add(new Sent(act, FORM, "reason=because", none, 400));
    sent.add(new Sent(act, FORM, "csrf-token=", none, 400));
    sent.add(new Sent(act, FORM, "csrf-token=AAECAwQFBgcICQoLDA0ODw", none, 400));
    sent.add(new Sent(act, FORM, "csrf-token=" + good.substring(1), none, 400));
    sent.add(new Sent(act, FORM, "csrf-token=" + others, none, 400));
    sent.add(new Sent(act, FORM, "csrf-token=%", none, 400));
    sent.add(new Sent(act, FORM, "", Map.of("Cookie", "csrf-token=AAEC"), 400));
    sent.add(new Sent(act, MULTIPART, part("reason", "because"), none, 400));
    sent.add(new Sent(act, MULTIPART, part("csrf-token", others), none, 400));
    sent.add(new Sent(act, MULTIPART, "", none, 400));
    sent.add(new Sent(act, MULTIPART, "--x\r\n", none, 400));
    sent.add(new Sent(act, "multipart/form-data", "--x", none, 400));
    sent.add(new Sent(act, JSON, "{}", none, act.json() ? 400 : 415));
    sent.add(new Sent(act, JSON, "{}", header(others), act.json() ? 400 : 415));
    if (!act.json()) {
      sent.add(new Sent(act, JSON, "{}", header(good), 415));
    }
    for (Map<String, String> from :
        List.of(
            Map.of("Origin", "https://evil.example"),
            Map.of("Origin", "http://localhost:1"),
            Map.of("Origin", "file://"),
            Map.of("Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"),
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Sec-Fetch-Site", "same-site"),
            Map.of("Origin", "null", "Sec-Fetch-Site", "cross-site"))) {
      sent.add(new Sent(act, FORM, form, from, 403));
      sent.add(new Sent(act, null, "", from, 403));
      sent.add(new Sent(act, MULTIPART, part("csrf-token", good), from, 403));
      sent.add(new Sent(act, "text/plain", form, from, 403));
    }
    if (!act.path().matches("/(join|answer|after)/.*")) {
      sent.add(new Sent(act, FORM, form, Map.of("Origin", "null"), 403));
    }
    return sent;
  }

  private static Map<String, String> header(String token) {
    return Map.of(FormToken.HEADER, token);
  }

  private static String part(String name, String value) {
    return "--x\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"\r\n\r\n"
        + value
        + "\r\n--x--\r\n";
  }

  /**
   * The API takes bearer tokens only and is outside of this fence; it answers calmly all the same.
   */
  @Test
  void noActOfTheApiFailsAtContentThatItDoesNotTake() {
    trial = EchoTrial.plannedForDane();
    List<Act> acts = acts(true);
    assertThat(acts).hasSizeGreaterThan(60);
    List<Sent> requests = new ArrayList<>();
    for (Act act : acts) {
      for (String type : List.of("text/plain", "application/xml", FORM, MULTIPART, "nonsense")) {
        requests.add(new Sent(act, type, "{\"a\": 1}", Map.of(), 0));
      }
      if (!act.types().isEmpty()) {
        requests.add(new Sent(act, null, "", Map.of(), 0));
      }
    }
    requests.parallelStream().filter(sent -> !sent.act().types().isEmpty()).forEach(this::send);
    wrong.removeIf(line -> line.startsWith("415 "));
    assertThat(wrong).isEmpty();
  }

  private List<Act> acts() {
    return acts(false);
  }

  private List<Act> acts(boolean api) {
    return Routes.all().stream()
        .filter(r -> !r.verb().equals("GET") && r.path().startsWith("/api/") == api)
        .map(r -> new Act(r.verb(), filled(r.path()), types(r.resource(), r.method())))
        .toList();
  }

  private static List<String> types(Class<?> resource, Method method) {
    Consumes own = method.getAnnotation(Consumes.class);
    Consumes types = own == null ? resource.getAnnotation(Consumes.class) : own;
    return types == null ? List.of() : List.of(types.value());
  }

  private String filled(String path) {
    String link = trial.joinPath(0, TrialBuilder.CLINICIAN).replaceFirst("/join/", "");
    return path.replace("{slug}", trial.trial().slug())
        .replace("{token}", link)
        .replaceAll("\\{(code|site)\\}", trial.trial().code("WI-DANE"))
        .replaceAll("/sessions/\\{[^}]*\\}", "/sessions/" + trial.sessions().get(0))
        .replace("{month}", "3")
        .replaceAll("\\{\\w+:(\\w+)\\|[^{}]*\\}", "$1")
        .replaceAll("\\{\\w+[^{}]*(\\{[^{}]*\\})*\\}", "7");
  }

  private String origin() {
    return origin.replaceFirst("/$", "");
  }

  private String origin(Act act) {
    return origin() + act.path();
  }

  private void send(Sent sent) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin(sent.act())))
            .method(sent.act().verb(), HttpRequest.BodyPublishers.ofString(sent.body()));
    if (sent.type() != null) {
      request.header("Content-Type", sent.type());
    }
    sent.headers().forEach(request::header);
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (!isRight(sent, answer)) {
        wrong.add(
            "%d instead of %d: %s %s %s %s %s"
                .formatted(
                    answer.statusCode(),
                    sent.answer(),
                    sent.act().verb(),
                    sent.act().path(),
                    sent.type(),
                    sent.headers(),
                    sent.body()));
      }
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(sent.toString(), failure);
    }
  }

  /** What is asked for, or 415 where the act takes nothing of this type anyway. */
  private static boolean isRight(Sent sent, HttpResponse<String> answer) {
    int status = answer.statusCode();
    boolean untrusted = answer.body().contains("This was not taken");
    if (sent.answer() == 0) {
      // Keycloak is not there for this test.
      return !untrusted && status != 415 && (status < 500 || status == 503);
    }
    boolean other = sent.type() != null && !sent.act().takes(sent.type());
    return status == 415 ? sent.answer() == 415 || other : status == sent.answer() && untrusted;
  }
}
