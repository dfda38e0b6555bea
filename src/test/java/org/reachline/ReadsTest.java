package org.reachline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.reachline.base.act.OwnAct;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.sessions.EchoTrial;
import org.reachline.sites.Site;

/**
 * Reads never write. Every page and every read of the API is asked for by everybody; each runs in
 * transactions that the database holds to reading, and what it leaves behind on purpose is listed
 * here with the reason.
 */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadsTest {
  /** What reads leave behind on purpose, and why. */
  private static final Map<String, String> LEFT =
      Map.of(
          "sign-out", "a link ends a sign-in, for every instance and every device that has it",
          "first visit",
              "whoever signs in for the first time gets a record, blinded, without sites",
          "first sign-in", "only for somebody who never came in may others set a password",
          "roles follow the sign-in service", "the record says what Keycloak says of a person",
          "look at a comparison", "a trial must be able to say who looked at results, and when",
          "data export", "what left the house, when and with whom is on record",
          "contamination found by a reader",
              "what came about since the last round is a flag, with a number, before it is shown");

  /** Addresses that answer nobody of this trial, and why. */
  private static final Map<String, String> ANSWER_NOBODY =
      Map.of("/logout", "leads on, to where the sign-in ends");

  private static final Pattern REFUSED = Pattern.compile("read-only transaction");

  /** Hears which acts begin. */
  @Singleton
  static class Ear {
    final Queue<String> heard = new ConcurrentLinkedQueue<>();

    void hear(@Observes OwnAct.Told told) {
      heard.add(told.name());
    }
  }

  /** A page that writes although it is only asked for. */
  @jakarta.ws.rs.Path("/a-read-that-writes")
  public static class Writes {
    @GET
    @PermitAll
    @Transactional
    public String read() {
      Site site = new Site();
      site.code = "WRITTEN-BY-A-READ";
      site.name = "Never";
      site.type = "jail";
      site.state = "WI";
      site.zone = "America/Chicago";
      site.persist();
      return "done";
    }
  }

  @TestHTTPResource String origin;
  @Inject DataSource database;
  @Inject Ear ear;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final Logger root = Logger.getLogger("");
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          StringBuilder said =
              new StringBuilder(line.getMessage() + Arrays.toString(line.getParameters()));
          for (Throwable t = line.getThrown(); t != null; t = t.getCause()) {
            said.append(t.getMessage());
          }
          if (REFUSED.matcher(said).find()) {
            refused.add(said.toString());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** What stands for the parameters of addresses: something of each kind, in each of its states. */
  private List<Map<String, String>> worlds;

  private String walker;

  /** A trial in which there is something of each kind, five minutes into its first session. */
  @BeforeEach
  void aTrialWithSomethingOfEachKind(TestInfo test) {
    walker = test.getDisplayName();
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(5)));
    EchoTrial trial = EchoTrial.plannedForDane();
    EchoTrial.runByTheHub(trial.trial().slug());
    EchoTrial held = EchoTrial.plannedForDane();
    EchoTrial.runByTheHub(held.trial().slug());
    TrialBuilder.Trial outreach =
        TrialBuilder.aTrial("oend-naloxone")
            .withSite("MA-FRANKLIN", "Franklin outreach")
            .startedOn(LocalDate.of(2026, 1, 5))
            .coached()
            .staffed()
            .save();
    worlds =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  Map<String, String> own = EachKind.in(trial);
                  return List.of(
                      own,
                      EachKind.ofHeld(held, own),
                      EachKind.ofPlanned(trial, own),
                      EachKind.ofActivities(outreach, "MA-FRANKLIN"));
                });
    root.addHandler(listener);
    ear.heard.clear();
  }

  @AfterEach
  void listensNoMore() {
    root.removeHandler(listener);
  }

  private static String filled(String path, Map<String, String> keys) {
    String filled = path;
    for (Map.Entry<String, String> key : keys.entrySet()) {
      filled = filled.replaceAll(key.getKey(), key.getValue());
    }
    return filled;
  }

  /**
   * The best answer that anybody got, by address with its parameters in braces; filled by the
   * walks.
   */
  private static final SortedMap<String, Integer> BEST = new TreeMap<>();

  /** Who walked. */
  private static final Set<String> WALKED = new TreeSet<>();

  /** What is asked for, with the address that it stands for. */
  private SortedMap<String, String> reads() {
    SortedMap<String, String> reads = new TreeMap<>();
    for (Routes.Route route : Routes.all()) {
      if (route.verb().equals("GET")) {
        for (Map<String, String> world : worlds) {
          String path = filled(route.path(), world);
          if (!path.contains("{")) {
            reads.put(path, route.path());
          }
        }
        String path = filled(route.path(), worlds.get(0));
        if (path.contains("comparison/primary")) {
          reads.put(path + "?phase=intervention&measure=new_bup", route.path());
        }
      }
    }
    return reads;
  }

  private int ask(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(origin.replaceFirst("/$", "") + path))
            .timeout(Duration.ofSeconds(30))
            .build();
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (!path.endsWith("/events")) {
          body.readAllBytes();
        }
      }
      return answer.statusCode();
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(path, failure);
    }
  }

  /** Asks for everything; gives the answers by address. */
  private void walk() {
    SortedMap<String, String> reads = reads();
    assertThat(new TreeSet<>(reads.values())).hasSizeGreaterThan(140);
    List<String> wrote = new ArrayList<>();
    for (String path : reads.keySet()) {
      int answer = ask(path);
      BEST.merge(reads.get(path), answer, Math::min);
      // Keycloak is not there for this test.
      if (answer >= 500 && answer != 503 || !refused.isEmpty()) {
        wrote.add(path + " " + answer + " " + refused);
        refused.clear();
      }
    }
    assertThat(wrote).as("reads that write").isEmpty();
    assertThat(ear.heard).isSubsetOf(LEFT.keySet());
    WALKED.add(walker);
  }

  @Test
  @TestSecurity(
      user = TrialBuilder.COORDINATOR,
      roles = {"coordinator", "hub", "coach", "clinician", "researcher"})
  @OidcSecurity(
      claims = {
        @Claim(key = "email", value = TrialBuilder.COORDINATOR),
        @Claim(key = "name", value = "Corinne Adler")
      })
  void whoeverMaySeeEverythingChangesNothingBySeeingIt() throws SQLException {
    SortedMap<String, String> before = TableSums.of(database);
    walk();
    SortedMap<String, String> after = TableSums.of(database);
    SortedSet<String> changed = new TreeSet<>();
    after.forEach(
        (table, sum) -> {
          if (!sum.equals(before.get(table))) {
            changed.add(table);
          }
        });
    assertThat(changed)
        .isSubsetOf(
            Set.of(
                "audit_entry",
                "trail_begun",
                "data_export",
                "contamination_flag",
                "contamination_state",
                "contamination_note"));
  }

  @Test
  @AsCoordinator
  void coordinatorChangesNothingByReading() {
    walk();
  }

  @Test
  @AsHub
  void hubChangesNothingByReading() {
    walk();
  }

  @Test
  @AsCoach
  void coachChangesNothingByReading() {
    walk();
  }

  @Test
  @AsClinician
  void clinicianChangesNothingByReading() {
    walk();
  }

  @Test
  @AsResearcher
  void researcherChangesNothingByReading() {
    walk();
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherChangesNothingByReading() {
    walk();
  }

  @Test
  @AsOutsider
  void outsiderChangesNothingByReading() {
    walk();
  }

  @Test
  void somebodyWhoIsNotSignedInChangesNothingByReading() {
    walk();
  }

  /** The walks would prove nothing if their addresses led nowhere. */
  @Test
  @Order(Integer.MAX_VALUE)
  void everyAddressAnswersSomebody() {
    assumeThat(WALKED).as("who walked before").hasSize(9);
    SortedMap<String, Integer> nobody = new TreeMap<>(BEST);
    nobody.values().removeIf(answer -> answer < 300);
    assertThat(nobody.keySet()).as(nobody.toString()).isEqualTo(ANSWER_NOBODY.keySet());
  }

  /** The walks would prove nothing if this were let through. */
  @Test
  @AsCoordinator
  void aReadThatWritesIsRefusedByTheDatabaseAndHeardOf() {
    assertThat(ask("/a-read-that-writes")).isEqualTo(500);
    assertThat(refused).isNotEmpty();
    assertThat(QuarkusTransaction.requiringNew().call(() -> Site.findByCode("WRITTEN-BY-A-READ")))
        .isEmpty();
  }

  @Test
  void everyActOfAReadIsNamedHereWithItsReason() throws IOException {
    Pattern act = Pattern.compile("ownAct\\s*\\.(?:run|call)\\(\\s*\"([^\"]+)\"");
    SortedSet<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher found = act.matcher(Files.readString(file));
        while (found.find()) {
          named.add(found.group(1));
        }
      }
    }
    assertThat(named).isEqualTo(new TreeSet<>(LEFT.keySet()));
  }
}
