package org.reachline.base.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;

/** Letters on their way, at servers that refuse, are slow or fall silent. */
@QuarkusTest
class OutboxSenderTest {
  @Inject OutboxSender sender;
  @Inject Outbox outbox;

  @ConfigProperty(name = "quarkus.mailer.port")
  int port;

  private ScriptedServer server;

  @BeforeEach
  void emptyOutbox() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              OutboxMail.deleteAll();
              UndeliverableAddress.deleteAll();
            });
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private void serverThat(Function<String, String> script) throws Exception {
    server = ScriptedServer.at(port, script);
  }

  private void write(String to, String subject) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                outbox.take(
                    new Outbox.Mail(to + " " + subject, to, subject, "Dear.\n", null, null)));
  }

  private static OutboxMail mailTo(String to) {
    return QuarkusTransaction.requiringNew()
        .call(() -> OutboxMail.<OutboxMail>find("to", to).firstResult());
  }

  private static String stateOf(String to) {
    OutboxMail mail = mailTo(to);
    return mail.state + " after " + mail.attempts;
  }

  @Test
  void whatIsRefusedForGoodFailsAtOnceAndAlone() throws Exception {
    serverThat(line -> line.contains("gone@") ? "550 5.1.1 user unknown" : null);
    write("first@place.example", "One");
    write("gone@place.example", "Two");
    write("last@place.example", "Three");
    assertThat(sender.sendDue()).isEqualTo(2);
    assertThat(stateOf("gone@place.example")).isEqualTo("FAILED after 1");
    assertThat(mailTo("gone@place.example").lastError).contains("550 5.1.1 user unknown");
    assertThat(stateOf("last@place.example")).isEqualTo("SENT after 1");
    assertThat(UndeliverableAddress.find("Gone@Place.example").orElseThrow().source)
        .isEqualTo(UndeliverableAddress.Source.REFUSED);
  }

  @Test
  void whatIsRefusedForNowIsTriedLater() throws Exception {
    serverThat(line -> line.startsWith("RCPT") ? "450 4.2.0 greylisted" : null);
    write("grey@place.example", "One");
    assertThat(sender.sendDue()).isZero();
    assertThat(stateOf("grey@place.example")).isEqualTo("WAITING after 1");
    assertThat(UndeliverableAddress.find("grey@place.example")).isEmpty();
  }

  @Test
  void aLetterThatCannotBeBuiltFailsAtOnceAndHoldsNobodyBack() throws Exception {
    serverThat(line -> null);
    for (String bad : List.of("a\nb", "a\r\nBcc: all@evil.example", "a\u2028b")) {
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                OutboxMail mail = new OutboxMail();
                mail.mailKey = bad;
                mail.messageId = Integer.toHexString(bad.hashCode());
                mail.to = "one@place.example";
                mail.subject = bad;
                mail.text = "Dear.";
                mail.createdAt = java.time.Instant.EPOCH;
                mail.nextAttemptAt = mail.createdAt;
                mail.persist();
              });
    }
    write("no address", "Two");
    write("good@place.example", "Three");
    assertThat(sender.sendDue()).isEqualTo(1);
    assertThat(stateOf("one@place.example")).isEqualTo("FAILED after 1");
    assertThat(stateOf("no address")).isEqualTo("FAILED after 1");
    assertThat(stateOf("good@place.example")).isEqualTo("SENT after 1");
    assertThat(server.taken).singleElement().asString().doesNotContain("evil");
  }

  @Test
  void aTitleOfSeveralLinesIsWrittenOnOne() throws Exception {
    serverThat(line -> null);
    write("one@place.example", "Invitation: Opioid\r\n use \u202Eand\u2028jails 🎈");
    assertThat(sender.sendDue()).isEqualTo(1);
    assertThat(mailTo("one@place.example").subject)
        .isEqualTo("Invitation: Opioid use and jails 🎈");
  }

  @Test
  void everyMailHasARandomNumberUnderOurDomain() throws Exception {
    serverThat(line -> null);
    write("one@place.example", "One");
    write("two@place.example", "Two");
    sender.sendDue();
    List<String> numbers =
        server.taken.stream().map(m -> m.replaceAll("(?s).*Message-ID: <(.*?)>.*", "$1")).toList();
    assertThat(numbers).hasSize(2).doesNotHaveDuplicates();
    assertThat(numbers).allSatisfy(n -> assertThat(n).matches("[0-9a-f-]{36}@reachline.example"));
  }

  @Test
  void aServerThatIsSlowForOneHoldsTheOthersNotBack() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(5);
    CountDownLatch late = new CountDownLatch(1);
    serverThat(
        line -> {
          if (line.startsWith("RCPT TO:<slow@")) {
            await(slow);
          } else if (line.startsWith(".\n")) {
            (line.contains("late@") ? late : others).countDown();
          }
          return null;
        });
    write("slow@place.example", "One");
    for (int i = 0; i < 5; i++) {
      write("quick" + i + "@place.example", "Two");
    }
    sender.work();
    assertThat(others.await(10, TimeUnit.SECONDS)).as("all others went").isTrue();
    assertThat(mailTo("slow@place.example").state).isEqualTo(OutboxMail.State.SENDING);
    write("late@place.example", "Three");
    sender.work();
    assertThat(late.await(10, TimeUnit.SECONDS)).as("nor does a later round wait").isTrue();
    slow.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void onePersonGetsLettersInTheOrderOfWriting() throws Exception {
    serverThat(line -> null);
    for (int i = 0; i < 3; i++) {
      write("same@place.example", "Invitation " + i);
    }
    write("other@place.example", "Invitation 9");
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                outbox.take(
                    new Outbox.Mail("r", "same@place.example", "Reminder", "Now.\n", null, null)
                        .first()));
    assertThat(sender.sendDue()).isEqualTo(5);
    assertThat(server.taken.stream().map(m -> m.replaceAll("(?s).*Subject: (.*?)\r\n.*", "$1")))
        .as("to one person in the order of writing")
        .containsSubsequence("Invitation 0", "Invitation 1", "Invitation 2", "Reminder");
  }

  @Test
  void remindersGoBeforeWhatCanWait() throws Exception {
    CountDownLatch full = new CountDownLatch(1);
    serverThat(
        line -> {
          if (line.startsWith("RCPT TO:<busy")) {
            await(full);
          }
          return null;
        });
    for (int i = 0; i < 3; i++) {
      write("busy" + i + "@place.example", "Invitation " + i);
    }
    sender.work();
    for (int i = 0; i < 3; i++) {
      write("calm" + i + "@place.example", "Invitation");
    }
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                outbox.take(
                    new Outbox.Mail("r", "near@place.example", "Reminder", "Now.\n", null, null)
                        .first()));
    sender.sendDue();
    full.countDown();
    assertThat(server.taken.get(0)).as("one place was left").contains("Subject: Reminder");
  }

  /** Two instances of the service ask the same database; each mail is taken up by one of them. */
  @Test
  void whoeverSendsAtTheSameTimeSendsNothingTwice() throws Exception {
    serverThat(line -> null);
    for (int i = 0; i < 40; i++) {
      write("person" + i % 7 + "@place.example", "Mail " + i);
    }
    ExecutorService instances = Executors.newFixedThreadPool(4);
    CyclicBarrier together = new CyclicBarrier(4);
    List<Future<Integer>> rounds =
        java.util.stream.IntStream.range(0, 4)
            .mapToObj(
                i ->
                    instances.submit(
                        () -> {
                          together.await();
                          return sender.sendDue();
                        }))
            .toList();
    int sent = 0;
    for (Future<Integer> round : rounds) {
      sent += round.get(30, TimeUnit.SECONDS);
    }
    instances.shutdown();
    sent += sender.sendDue();
    assertThat(sent).isEqualTo(40);
    assertThat(server.taken.stream().map(m -> m.replaceAll("(?s).*Subject: (.*?)\r\n.*", "$1")))
        .hasSize(40)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatWasHalfHandedOverIsShownAndNotSentAgain() throws Exception {
    serverThat(line -> line.startsWith(".") ? ScriptedServer.HANGS_UP : null);
    write("one@place.example", "One");
    assertThat(sender.sendDue()).isZero();
    assertThat(stateOf("one@place.example")).isEqualTo("FAILED after 1");
    assertThat(mailTo("one@place.example").lastError).contains("nobody knows whether it left");
  }

  @Test
  @AsCoordinator
  void coordinatorTriesAllAgainSetsAsideAndSaysThatAnAddressWorks() throws Exception {
    serverThat(line -> line.contains("gone") ? "550 5.1.1 user unknown" : null);
    write("gone1@place.example", "One");
    write("gone2@place.example", "Two");
    sender.sendDue();
    given()
        .get("/outbox")
        .then()
        .statusCode(200)
        .body(containsString("550 5.1.1 user unknown"))
        .body(containsString("Addresses at which nobody receives mail"))
        .body(containsString("all 2 that"));
    given().get("/api/outbox/addresses").then().body("email", hasItem("gone1@place.example"));
    Csrf.form().post("/outbox/retry").then().statusCode(303);
    assertThat(stateOf("gone1@place.example")).isEqualTo("WAITING after 0");
    sender.sendDue();
    long id = mailTo("gone1@place.example").id;
    Csrf.form().post("/outbox/" + id + "/set-aside").then().statusCode(303);
    given().get("/home").then().body(containsString("1 mail could not be sent."));
    given()
        .contentType("application/json")
        .post("/api/outbox/" + mailTo("gone2@place.example").id + "/set-aside")
        .then()
        .statusCode(200)
        .body("setAsideAt", not(equalTo(null)));
    given().get("/home").then().body(not(containsString("could not be sent.")));
    Csrf.form()
        .formParam("email", "gone1@place.example")
        .post("/outbox/addresses/works")
        .then()
        .statusCode(303);
    assertThat(UndeliverableAddress.find("gone1@place.example")).isEmpty();
    Csrf.form()
        .formParam("email", "gone1@place.example")
        .post("/outbox/addresses/works")
        .then()
        .statusCode(404);
  }

  @Test
  @AsClinician
  void othersDoNoneOfThis() {
    for (String act : List.of("retry", "1/set-aside", "addresses/works")) {
      Csrf.form().post("/outbox/" + act).then().statusCode(403);
    }
    given().get("/api/outbox/addresses").then().statusCode(403);
    given().get("/api/outbox/returned").then().statusCode(403);
    given().contentType("application/json").post("/api/outbox/1/set-aside").then().statusCode(403);
  }

  @Test
  void anAddressThatOurServerTakesAgainIsNoLongerMarked() throws Exception {
    serverThat(line -> null);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              java.time.Instant now = java.time.Instant.EPOCH;
              UndeliverableAddress.note(
                  "r@place.example", UndeliverableAddress.Source.REFUSED, "550", now);
              UndeliverableAddress.note(
                  "b@place.example", UndeliverableAddress.Source.BOUNCED, "550", now);
            });
    write("r@place.example", "One");
    write("b@place.example", "Two");
    assertThat(sender.sendDue()).isEqualTo(2);
    assertThat(UndeliverableAddress.find("r@place.example")).isEmpty();
    assertThat(UndeliverableAddress.find("b@place.example")).isPresent();
  }

  @Test
  void theWaitsGrow() {
    assertThat(OutboxSender.backOff(1)).isEqualTo(Duration.ofMinutes(1));
    assertThat(OutboxSender.backOff(7)).isEqualTo(Duration.ofHours(6));
  }
}
