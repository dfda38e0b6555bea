package org.reachline.sessions.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.fence.FormToken;
import org.reachline.personas.Csrf;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.SessionPlanner;
import org.reachline.studies.Study;

/**
 * A thousand people join a session within a minute by their links and give a sign of life every
 * fifteen seconds for five minutes, over HTTP against PostgreSQL; then as many signs of life as go
 * through, beside the same insert from pgbench. Run: {@code ./mvnw test -Pbench
 * -Dtest=SessionLoadBench}; shorter with {@code -Dbench.beatSeconds=30 -Dbench.joinSeconds=20
 * -Dbench.people=200}. Client, service and database share the machine, so the times bound the
 * service's. A request's time counts from when it was due, not from when it could be sent.
 */
@QuarkusTest
@Tag("bench")
class SessionLoadBench {
  private static final int PEOPLE = Integer.getInteger("bench.people", 1000);
  private static final int JOIN_SECONDS = Integer.getInteger("bench.joinSeconds", 60);
  private static final int BEAT_SECONDS = Integer.getInteger("bench.beatSeconds", 300);
  private static final int SATURATION_SECONDS = Integer.getInteger("bench.saturationSeconds", 20);
  private static final int CLIENTS = 16;
  private static final int UNITS = 24;

  /** Enough people for a fresh row with every beat at saturation. */
  private static final int CROWD = 60_000;

  private static final long FIRST_OF_CROWD = 50_000_000;

  @Inject EntityManager database;
  @Inject JoinLinks links;

  @TestHTTPResource("/")
  URI server;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
  private final AtomicInteger errors = new AtomicInteger();
  private final Queue<String> firstErrors = new ConcurrentLinkedQueue<>();

  @Test
  void aThousandPeopleJoinWithinAMinuteAndStay() throws Exception {
    List<Long> sessions = prepare();
    long session = sessions.get(0);
    // The crowd sits in a session of its own, or it would be on everybody's page.
    long crowded = sessions.get(1);
    List<String> tokens = tokens(session);
    warmUp(crowded);

    Queue<Double> joins = new ConcurrentLinkedQueue<>();
    Queue<Double> pages = new ConcurrentLinkedQueue<>();
    Queue<Double> beats = new ConcurrentLinkedQueue<>();
    CountDownLatch joined = new CountDownLatch(PEOPLE);
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(JOIN_SECONDS + BEAT_SECONDS);
    for (int i = 0; i < PEOPLE; i++) {
      String token = tokens.get(i);
      long due = start + TimeUnit.SECONDS.toNanos(JOIN_SECONDS) * i / PEOPLE;
      at(
          due,
          () ->
              send(join(token), due, 303, joins)
                  .thenCompose(
                      ok -> send(get("/join/" + token + "/live"), System.nanoTime(), 200, pages))
                  .whenComplete((ok, e) -> joined.countDown()));
      for (long beat = due + TimeUnit.SECONDS.toNanos(5);
          beat < end;
          beat += TimeUnit.SECONDS.toNanos(15)) {
        long dueBeat = beat;
        at(dueBeat, () -> send(beat(token), dueBeat, 204, beats));
      }
    }
    assertThat(joined.await(JOIN_SECONDS + 60L, TimeUnit.SECONDS)).isTrue();
    assertThat(timer.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
    awaitUntil(end + TimeUnit.SECONDS.toNanos(5));

    System.out.printf(
        "Session load, %d people joining within %d s, beats every 15 s for %d s more%n",
        PEOPLE, JOIN_SECONDS, BEAT_SECONDS);
    double p99 = print("join (press the button)", joins);
    print("live page", pages);
    print("beat", beats);
    System.out.printf("errors: %d %s%n", errors.get(), firstErrors);

    long people = count("select count(*) from attendance where session_id = " + session);
    long rows = count("select count(*) from live_beat where session_id = " + session);
    System.out.printf(
        "on record: %d people, %d quarter minutes of %d signs of life%n",
        people, rows, beats.size());

    double ours = saturate(crowded);
    double theirs = compare(crowded);
    System.out.printf(
        "at saturation: %.0f beats/s over HTTP with %d clients; ratio %.2f%n",
        ours, CLIENTS, ours / theirs);
    timer.shutdownNow();
    assertThat(errors.get()).as("errors").isZero();
    assertThat(people).as("people on the list").isEqualTo(PEOPLE);
    // Two signs within one quarter minute, as a late one and the next, are one row.
    assertThat(rows).as("quarter minutes on record").isGreaterThan(beats.size() * 9L / 10);
    assertThat(p99).as("99th percentile of a join, ms").isLessThan(250);
  }

  /** A session that began a minute ago, and its people at {@value #UNITS} units. */
  private List<Long> prepare() {
    TrialBuilder builder = TrialBuilder.aTrial("jail-moud-coaching-echo");
    LocalDate started = LocalDate.now(ZoneOffset.UTC).minusMonths(2);
    for (int unit = 0; unit < UNITS; unit++) {
      builder
          .withSite("WI-B%02d".formatted(unit), "Jail %02d".formatted(unit))
          .startedOn(started)
          .allocatedTo(unit % 2 == 0 ? "LOW-ECHO" : "HIGH-ECHO");
    }
    TrialBuilder.Trial trial = builder.save();
    SessionPlanner planner = Arc.container().instance(SessionPlanner.class).get();
    List<Long> sessions =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    planner.plan(Study.getBySlug(trial.slug())).stream()
                        .limit(2)
                        .map(s -> s.id)
                        .toList());
    long session = sessions.get(0);
    long crowded = sessions.get(1);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (long id : sessions) {
                run(
                    "update echo_session set starts_at = now() - interval '1 minute' where id = ?1",
                    id);
              }
              run(
                  "insert into person (id, email, name, zone, blinded, version) select ?1 + n,"
                      + " 'crowd' || n || '@bench.example', 'Crowd ' || n, 'America/Chicago', true, 0"
                      + " from generate_series(1, "
                      + CROWD
                      + ") n",
                  FIRST_OF_CROWD);
              run(
                  "insert into affiliation (id, person_id, site_id, part, from_date) select ?1 + n,"
                      + " ?1 + n, (select m.site_id from enrolment e join enrolment_member m on"
                      + " m.enrolment_id = e.id where e.study_id = (select p.study_id from"
                      + " echo_session s join echo_program p on p.id = s.program_id where s.id = "
                      + session
                      + ") order by m.site_id offset n % "
                      + UNITS
                      + " limit 1), 'prescriber', current_date - 60 from generate_series(1, "
                      + PEOPLE
                      + ") n",
                  FIRST_OF_CROWD);
              // Those who come at saturation have joined before.
              run(
                  "insert into attendance (id, session_id, person_id, minutes, evidence, marked,"
                      + " version) select ?1 + n, "
                      + crowded
                      + ", ?1 + n, 0, 'JOINED', false, 0 from generate_series("
                      + "1, "
                      + (CROWD - 1)
                      + ") n",
                  FIRST_OF_CROWD);
            });
    // What the database's own upkeep does within a minute of such a load.
    QuarkusTransaction.requiringNew()
        .run(() -> database.createNativeQuery("analyze").executeUpdate());
    return sessions;
  }

  private long count(String sql) {
    return QuarkusTransaction.requiringNew()
        .call(() -> (Long) database.createNativeQuery(sql, Long.class).getSingleResult());
  }

  private void run(String sql, long argument) {
    database.createNativeQuery(sql).setParameter(1, argument).executeUpdate();
  }

  private List<String> tokens(long session) {
    List<String> tokens = new ArrayList<>();
    for (int i = 1; i <= CROWD; i++) {
      tokens.add(
          links.sign(JoinLinks.Purpose.JOIN, new JoinLinks.Claim(session, FIRST_OF_CROWD + i, 0)));
    }
    return tokens;
  }

  /** A service that has just started is slow for its first requests; nobody joins then. */
  private void warmUp(long session) throws Exception {
    String token =
        links.sign(JoinLinks.Purpose.JOIN, new JoinLinks.Claim(session, FIRST_OF_CROWD + CROWD, 0));
    Queue<Double> unused = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 150; i++) {
      send(join(token), System.nanoTime(), 303, unused).get(30, TimeUnit.SECONDS);
      send(get("/join/" + token + "/live"), System.nanoTime(), 200, unused)
          .get(30, TimeUnit.SECONDS);
      send(beat(token), System.nanoTime(), 204, unused).get(30, TimeUnit.SECONDS);
    }
  }

  private double saturate(long session) throws Exception {
    List<String> tokens = tokens(session);
    AtomicInteger next = new AtomicInteger();
    AtomicLong done = new AtomicLong();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SATURATION_SECONDS);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  int person = Math.floorMod(next.getAndIncrement(), CROWD - 1);
                  try {
                    HttpResponse<Void> answer =
                        client.send(
                            beat(tokens.get(person)), HttpResponse.BodyHandlers.discarding());
                    if (answer.statusCode() == 204) {
                      done.incrementAndGet();
                    } else {
                      failed("saturation " + answer.statusCode());
                    }
                  } catch (Exception e) {
                    failed("saturation " + e);
                  }
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return done.get() / (double) SATURATION_SECONDS;
  }

  private double compare(long session) throws Exception {
    InsertBaseline baseline = new InsertBaseline(session, FIRST_OF_CROWD, CROWD, CLIENTS);
    InsertBaseline.Figure figure = baseline.measure(SATURATION_SECONDS);
    System.out.printf("the same insert by %s: %.0f/s%n", figure.by(), figure.perSecond());
    return figure.perSecond();
  }

  private HttpRequest join(String token) {
    String csrf = Csrf.token("/join/" + token);
    return request("/join/" + token)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString("csrf-token=" + csrf + "&to=live"))
        .build();
  }

  private HttpRequest beat(String token) {
    return request("/join/" + token + "/live/beat")
        .header(FormToken.HEADER, Csrf.token("/join/" + token))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{}"))
        .build();
  }

  private HttpRequest get(String path) {
    return request(path).GET().build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  private void at(long due, Runnable what) {
    timer.schedule(what, due - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private static void awaitUntil(long nanos) throws InterruptedException {
    new CountDownLatch(1).await(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private CompletableFuture<Boolean> send(
      HttpRequest request, long due, int wanted, Queue<Double> millis) {
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .handle(
            (answer, failure) -> {
              millis.add((System.nanoTime() - due) / 1e6);
              boolean ok = failure == null && answer.statusCode() == wanted;
              if (!ok) {
                failed(
                    request.uri().getPath().replaceAll("/join/[^/]+", "/join/...")
                        + " "
                        + (failure == null ? answer.statusCode() : failure));
              }
              return ok;
            });
  }

  private void failed(String how) {
    errors.incrementAndGet();
    if (firstErrors.size() < 5) {
      firstErrors.add(how + " at " + Instant.now());
    }
  }

  private static double print(String what, Queue<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    double p99 = sorted[sorted.length * 99 / 100];
    System.out.printf(
        "%s: %d requests, p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
        what, sorted.length, sorted[sorted.length / 2], p99, sorted[sorted.length - 1]);
    return p99;
  }
}
