package org.reachline.sessions.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.reachline.personas.AsHub;
import org.reachline.sessions.EchoTrial;

/** Two instances are two listening connections; a change made anywhere is heard by both. */
@QuarkusTest
class ChangeListenerTest {
  private static final long SESSION = 4_700_000_000L;

  @Inject AgroalDataSource database;
  @Inject EntityManager entities;
  @Inject LiveState state;
  @Inject LiveChannel channel;

  @TestHTTPResource("/")
  URI server;

  /** What an instance heard: "session:version", or "reconnected". */
  private static final class Heard implements ChangeListener.Hearer {
    final BlockingQueue<String> words = new LinkedBlockingQueue<>();

    @Override
    public void changed(long sessionId, long version) {
      words.add(sessionId + ":" + version);
    }

    @Override
    public void reconnected() {
      words.add("reconnected");
    }

    String next(String wanted) throws InterruptedException {
      for (String word = words.poll(10, TimeUnit.SECONDS);
          word != null;
          word = words.poll(10, TimeUnit.SECONDS)) {
        // Other tests' sessions are on the same channel.
        if (word.startsWith(wanted)) {
          return word;
        }
      }
      return null;
    }
  }

  private void change(long session) {
    QuarkusTransaction.requiringNew().run(() -> state.changed(session));
  }

  @Test
  void twoInstancesHearOneChangeAndARestartedOneCatchesUp() throws Exception {
    long session = EchoTrial.planned().sessions().get(0);
    Heard one = new Heard();
    Heard two = new Heard();
    try (ChangeListener first = new ChangeListener(database, one)) {
      ChangeListener second = new ChangeListener(database, two);
      assertThat(first.awaitConnected(Duration.ofSeconds(10))).isTrue();
      assertThat(second.awaitConnected(Duration.ofSeconds(10))).isTrue();
      change(session);
      assertThat(one.next(session + ":")).isEqualTo(session + ":1");
      assertThat(two.next(session + ":")).isEqualTo(session + ":1");
      // The second instance restarts in mid-session and misses a change; its first word tells its
      // pages to look again.
      second.close();
      change(session);
      two.words.clear();
      try (ChangeListener again = new ChangeListener(database, two)) {
        assertThat(two.next("reconnected")).isEqualTo("reconnected");
        change(session);
        assertThat(two.next(session + ":")).isEqualTo(session + ":3");
        assertThat(again.awaitConnected(Duration.ZERO)).isTrue();
      }
      assertThat(one.next(session + ":")).isEqualTo(session + ":2");
    }
  }

  @Test
  void aBrokenConnectionIsMadeAgain() throws Exception {
    long session = EchoTrial.planned().sessions().get(0);
    Heard heard = new Heard();
    try (ChangeListener listener = new ChangeListener(database, heard)) {
      assertThat(listener.awaitConnected(Duration.ofSeconds(10))).isTrue();
      assertThat(heard.next("reconnected")).isNotNull();
      QuarkusTransaction.requiringNew()
          .run(
              () ->
                  entities
                      .createNativeQuery(
                          "select pg_terminate_backend(pid) from pg_stat_activity where query ="
                              + " 'listen reachline_live'",
                          Boolean.class)
                      .getResultList());
      assertThat(heard.next("reconnected")).isEqualTo("reconnected");
      change(session);
      assertThat(heard.next(session + ":")).isEqualTo(session + ":1");
    }
  }

  @Test
  void nothingIsToldOfAChangeThatWasRolledBack() throws Exception {
    long session = EchoTrial.planned().sessions().get(0);
    Heard heard = new Heard();
    try (ChangeListener listener = new ChangeListener(database, heard)) {
      assertThat(listener.awaitConnected(Duration.ofSeconds(10))).isTrue();
      QuarkusTransaction.begin();
      state.changed(session);
      QuarkusTransaction.rollback();
      change(session);
      assertThat(heard.next(session + ":")).isEqualTo(session + ":1");
    }
  }

  @Test
  @AsHub
  void aHundredOpenPagesAreCalledWithoutHoldingADatabaseConnectionEach() throws Exception {
    EchoTrial trial = EchoTrial.planned();
    EchoTrial.at(EchoTrial.FIRST);
    long session = trial.sessions().get(0);
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(trial.first() + "/live/events")).build();
    List<CompletableFuture<String>> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      calls.add(
          client
              .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
              .thenApplyAsync(
                  answer ->
                      answer
                          .body()
                          .filter(
                              line -> line.startsWith("data:") && line.contains("\"version\":1,"))
                          .findFirst()
                          .orElse("the line ended")));
    }
    for (int tries = 0; channel.pagesOf(session) < 100 && tries < 100; tries++) {
      // The pages' own requests are the clock here: one more look costs some milliseconds.
      client.send(
          HttpRequest.newBuilder(server.resolve(trial.first() + "/live/board")).build(),
          HttpResponse.BodyHandlers.discarding());
    }
    assertThat(channel.pagesOf(session)).isEqualTo(100);
    change(session);
    assertThat(calls.get(0).get(15, TimeUnit.SECONDS)).contains("\"spreadMillis\":500");
  }
}
