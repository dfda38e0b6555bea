package org.reachline.sessions.calendar;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.base.outbox.OutboxSender;
import org.reachline.base.trail.Change;
import org.reachline.personas.AsClinician;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.hosting.SessionActs;
import org.reachline.studies.Study;

/** The form in which a real mail server gets invitations, and the feed beside them. */
@QuarkusTest
class CalendarMailTest {
  @Inject OutboxSender sender;
  @Inject SessionInvitations invitations;
  @Inject Reminders reminders;
  @Inject SessionActs acts;

  @ConfigProperty(name = "quarkus.mailer.port")
  int port;

  private GreenMail server;
  private EchoTrial trial;

  @BeforeEach
  void startMailServer() {
    QuarkusTransaction.requiringNew().run(() -> OutboxMail.deleteAll());
    server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofDays(3)));
    trial = EchoTrial.planned();
  }

  @AfterEach
  void stopMailServer() {
    server.stop();
  }

  private EchoSession session(int index) {
    return EchoSession.findById(trial.sessions().get(index));
  }

  private void inTransaction(Runnable act) {
    QuarkusTransaction.requiringNew().run(act);
  }

  private List<MimeMessage> toTheClinician() throws Exception {
    sender.sendDue();
    List<MimeMessage> mails = new ArrayList<>();
    for (MimeMessage mail : server.getReceivedMessages()) {
      if (mail.getAllRecipients()[0].toString().equals(TrialBuilder.CLINICIAN)) {
        mails.add(mail);
      }
    }
    return mails;
  }

  /** The kinds of the parts within each other, such as {@code mixed(plain calendar/REQUEST)}. */
  private static String tree(Part part) throws Exception {
    ContentType type = new ContentType(part.getContentType());
    if (!part.isMimeType("multipart/*")) {
      String method = type.getParameter("method");
      String shown = part.getDisposition() == null ? "" : "/" + part.getDisposition();
      return type.getSubType() + (method == null ? "" : "/" + method) + shown;
    }
    Multipart parts = (Multipart) part.getContent();
    List<String> inner = new ArrayList<>();
    for (int i = 0; i < parts.getCount(); i++) {
      inner.add(tree(parts.getBodyPart(i)));
    }
    return type.getSubType() + "(" + String.join(" ", inner) + ")";
  }

  private static String content(Part part) throws Exception {
    return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void theEntryIsAnAlternativeOfTheTextAndItsTypeNamesTheMethod() throws Exception {
    inTransaction(() -> invitations.publish(session(0)));
    inTransaction(
        () ->
            acts.move(
                session(0),
                session(0).startsAt.plus(Duration.ofHours(1)),
                Change.now(session(0), "Room taken.")));
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofHours(23)));
    reminders.writeDue();
    inTransaction(
        () -> acts.cancel(session(0), Change.now(session(0), "The hub has flu – sorry.")));
    List<MimeMessage> mails = toTheClinician();
    assertThat(mails.stream().map(CalendarMailTest::subjectOf).toList())
        .containsExactly(
            "Invitation: ECHO sessions 1",
            "Changed: ECHO sessions 1",
            "Reminder, tomorrow: ECHO sessions 1",
            "Cancelled: ECHO sessions 1");
    String request = "mixed(alternative(plain calendar/REQUEST) ics/attachment)";
    String cancel = "mixed(alternative(plain calendar/CANCEL) ics/attachment)";
    List<String> trees = new ArrayList<>();
    for (MimeMessage mail : mails) {
      trees.add(tree(mail));
    }
    assertThat(trees).containsExactly(request, request, "plain", cancel);
  }

  private static String subjectOf(MimeMessage mail) {
    try {
      return mail.getSubject();
    } catch (jakarta.mail.MessagingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyPartSaysWhatItIsAndNothingIsLostOnTheWay() throws Exception {
    inTransaction(() -> invitations.publish(session(0)));
    MimeMessage mail = toTheClinician().get(0);
    OutboxMail written =
        QuarkusTransaction.requiringNew()
            .call(() -> OutboxMail.<OutboxMail>find("to", TrialBuilder.CLINICIAN).firstResult());
    assertThat(mail.getHeader("MIME-Version")).containsExactly("1.0");
    assertThat(mail.getHeader("Content-Type")).hasSize(1);
    assertThat(mail.getHeader("From")).containsExactly("echo@reachline.example");
    assertThat(mail.getHeader("Message-ID")).containsExactly("<" + written.messageId + ">");
    Multipart mixed = (Multipart) mail.getContent();
    Multipart alternative = (Multipart) mixed.getBodyPart(0).getContent();
    BodyPart text = alternative.getBodyPart(0);
    BodyPart entry = alternative.getBodyPart(1);
    BodyPart file = mixed.getBodyPart(1);
    assertThat(text.getHeader("Content-Type")).containsExactly("text/plain; charset=UTF-8");
    assertThat(entry.getHeader("Content-Type"))
        .containsExactly("text/calendar; charset=UTF-8; method=REQUEST");
    assertThat(entry.getHeader("Content-Disposition")).isNull();
    assertThat(file.getHeader("Content-Type"))
        .containsExactly("application/ics; name=\"invite.ics\"");
    assertThat(file.getFileName()).isEqualTo("invite.ics");
    assertThat(content(text)).isEqualTo(written.text.replace("\n", "\r\n"));
    assertThat(content(entry)).isEqualTo(written.calendar).contains("METHOD:REQUEST");
    assertThat(content(file)).isEqualTo(written.calendar);
    // RFC 5321 section 4.5.3.1.6: no line of more than 998 octets; ours stay printable besides.
    assertThat(content(mail).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
  }

  private static Set<String> names(Stream<VEvent> events) {
    Set<String> names = new TreeSet<>();
    events.forEach(
        e ->
            names.add(
                e.getUid().getValue()
                    + " "
                    + (e.getRecurrenceId() == null
                        ? "whole"
                        : e.getRecurrenceId().getValue().toInstant())));
    return names;
  }

  @Test
  @AsClinician
  void theFeedNamesEachSessionAsTheMailDid() {
    inTransaction(() -> invitations.inviteToAll(Study.getBySlug(trial.trial().slug()), p -> true));
    inTransaction(
        () ->
            acts.move(
                session(2),
                session(2).startsAt.plus(Duration.ofDays(1)),
                Change.now(session(2), "Holiday.")));
    inTransaction(() -> acts.cancel(session(4), Change.now(session(4), "The hub has flu.")));
    Csrf.form().post("/my/calendar/renew").then().statusCode(303);
    String page = given().get("/my/calendar").then().extract().asString();
    String path = page.replaceAll("(?s).*(/calendar/[^\"]+\\.ics).*", "$1");
    Set<String> ours = namesOfThisTrial();
    List<VEvent> feed =
        Biweekly.parse(given().get(path).then().statusCode(200).extract().asString())
            .first()
            .getEvents()
            .stream()
            .filter(e -> ours.stream().anyMatch(e.getUid().getValue()::startsWith))
            .toList();
    List<VEvent> mailed =
        QuarkusTransaction.requiringNew()
            .call(() -> OutboxMail.<OutboxMail>list("to", TrialBuilder.CLINICIAN))
            .stream()
            .flatMap(mail -> Biweekly.parse(mail.calendar).first().getEvents().stream())
            .toList();
    assertThat(names(feed.stream())).isEqualTo(names(mailed.stream())).hasSize(13);
    assertThat(
            feed.stream()
                .filter(e -> e.getRecurrenceId() != null)
                .map(e -> e.getDateStart().getValue().toInstant())
                .toList())
        .as("each session once, the moved one where it is now")
        .doesNotHaveDuplicates()
        .hasSize(12)
        .contains(QuarkusTransaction.requiringNew().call(() -> session(2).startsAt));
    assertThat(feed.stream().filter(e -> e.getStatus().isCancelled()).count()).isEqualTo(1);
  }

  @Test
  @AsClinician
  void theFeedKeepsTheNameThatASessionWasMailedUnderBeforeTheSendersDomainChanged() {
    inTransaction(() -> invitations.publish(session(0)));
    inTransaction(
        () ->
            Invitation.getEntityManager()
                .createNativeQuery(
                    "update invitation set uid_domain = 'former.example' where session_id = ?1")
                .setParameter(1, trial.sessions().get(0))
                .executeUpdate());
    Csrf.form().post("/my/calendar/renew").then().statusCode(303);
    String page = given().get("/my/calendar").then().extract().asString();
    String path = page.replaceAll("(?s).*(/calendar/[^\"]+\\.ics).*", "$1");
    List<String> uids =
        Biweekly.parse(given().get(path).then().statusCode(200).extract().asString())
            .first()
            .getEvents()
            .stream()
            .map(e -> e.getUid().getValue())
            .toList();
    assertThat(uids)
        .anyMatch(
            uid ->
                uid.startsWith("echo-session-" + trial.sessions().get(0) + "-")
                    && uid.endsWith("@former.example"));
  }

  /** How UIDs of this trial begin; the clinician of the demonstration is in other tests', too. */
  private Set<String> namesOfThisTrial() {
    Set<String> names = new TreeSet<>();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              for (Long id : trial.sessions()) {
                names.add("echo-session-" + id + "-");
                Invitation.listForSession(EchoSession.findById(id)).stream()
                    .filter(i -> i.series != null)
                    .forEach(i -> names.add("echo-series-" + i.series.id + "-"));
              }
            });
    return names;
  }
}
