package org.reachline.asked;

import io.quarkus.arc.Arc;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.security.TestIdentityAssociation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.TrialBuilder.Trial;
import org.reachline.personas.Links;

/** Follows every link that a person is shown, one of each kind, and counts what a page asks. */
final class Walker {
  private static final int MOST_PAGES = 150;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;

  Walker(URI server) {
    this.server = server;
  }

  /**
   * One page, or one answer of the API.
   *
   * @param path its address
   * @param status HTTP status
   * @param statements what it sent to the database
   * @param length its length in characters
   */
  record Stop(String path, int status, List<String> statements, int length) {
    boolean isShown() {
      return status == 200;
    }
  }

  /** From now on requests are those of this person. */
  static void signIn(String email, String role) {
    Arc.container()
        .select(TestIdentityAssociation.class)
        .get()
        .setTestIdentity(
            QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(email))
                .addRole(role)
                .build());
  }

  /** Nobody is signed in any more. */
  static void signOut() {
    Arc.container().select(TestIdentityAssociation.class).get().setTestIdentity(null);
  }

  /** Whether a walk begins here, so that nobody was led to it; some may not see it. */
  static boolean begins(GrownTrial trial, String path) {
    return path.equals(trial.logged().path())
        || path.equals(trial.coached().path())
        || path.endsWith("/sessions/500000001");
  }

  /** Walks over a study and what belongs to none; what was met, by kind of address. */
  Map<String, Stop> over(Trial trial) {
    return over(trial, List.of("/home", trial.path(), trial.path() + "/sessions/500000001"));
  }

  /** The same from other pages on. */
  Map<String, Stop> over(Trial trial, List<String> from) {
    String within = trial.path() + "/";
    Map<String, Stop> met = new LinkedHashMap<>();
    Deque<String> ahead = new ArrayDeque<>(from);
    while (!ahead.isEmpty() && met.size() < MOST_PAGES) {
      String next = ahead.poll();
      boolean elsewhere = next.startsWith("/studies/") && !(next + "/").startsWith(within);
      if (elsewhere || met.containsKey(Links.kind(next))) {
        continue;
      }
      Statements.listen();
      HttpResponse<String> page = get(next);
      List<String> asked = Statements.heard();
      if (page.headers().firstValue("content-type").orElse("").startsWith("text/html")) {
        met.put(Links.kind(next), new Stop(next, page.statusCode(), asked, page.body().length()));
        ahead.addAll(Links.in(server.toString().replaceFirst("/$", ""), next, page.body()));
      }
    }
    return met;
  }

  /** Asks the API for everything that it describes; what it answered, by kind of address. */
  Map<String, Stop> overTheApi(Trial trial) {
    Map<String, Stop> met = new LinkedHashMap<>();
    String description = get("/api/openapi?format=JSON").body();
    for (String path : ApiWalk.addresses(description, trial)) {
      met.put(Links.kind(path), stop(path));
    }
    return met;
  }

  /** Asks for one address. */
  Stop stop(String path) {
    Statements.listen();
    HttpResponse<String> answer = get(path);
    return new Stop(path, answer.statusCode(), Statements.heard(), answer.body().length());
  }

  HttpResponse<String> get(String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofMinutes(2)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
