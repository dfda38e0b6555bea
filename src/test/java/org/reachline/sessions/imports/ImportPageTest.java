package org.reachline.sessions.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsHub;
import org.reachline.personas.Csrf;
import org.reachline.sessions.EchoTrial;

/** A participant list is shown first, confirmed, and saved whole or not at all. */
@QuarkusTest
class ImportPageTest extends ImportFixture {
  private static final String RECORDER =
      "Notetaker,,01/13/2026 12:00:00 PM,01/13/2026 12:50:00 PM,50,Yes\r\n";

  private static ValidatableResponse show(EchoTrial trial, String text) {
    return Csrf.upload()
        .multiPart("file", "list.csv", text.getBytes(StandardCharsets.UTF_8), "text/csv")
        .multiPart("zone", "America/Chicago")
        .post(trial.first() + "/import")
        .then();
  }

  @Test
  @AsHub
  void showsFirstAndSavesOnlyWhenConfirmed() {
    EchoTrial trial = held();
    show(trial, HEADER + BY_MAIL)
        .statusCode(200)
        .body(containsString("Mara Jensen"))
        .body(containsString("by mail address"))
        .body(containsString("Nothing is saved yet"));
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
    confirm(trial, HEADER + BY_MAIL).statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 IMPORT");
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject("echo_session:" + trial.sessions().get(0)));
    assertThat(trail.get(0).act).isEqualTo("attendance.imported");
    assertThat(trail.get(0).after).contains("ZOOM").contains(TrialBuilder.CLINICIAN);
  }

  @Test
  @AsHub
  void takingTheSameListTwiceChangesNothing() {
    EchoTrial trial = held();
    confirm(trial, HEADER + BY_MAIL).statusCode(303);
    show(trial, HEADER + BY_MAIL).statusCode(200).body(containsString("as it was"));
    confirm(trial, HEADER + BY_MAIL).statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 IMPORT");
  }

  @Test
  @AsHub
  void whatWasTakenMeanwhileIsToldAndNotRunOver() {
    EchoTrial trial = held();
    String seen = basis(show(trial, HEADER + BY_MAIL));
    confirm(trial, HEADER + BY_MAIL.replace("12:40:00", "12:50:00")).statusCode(303);
    ValidatableResponse now =
        confirmSeen(trial, HEADER + BY_MAIL, seen)
            .statusCode(409)
            .body(containsString("What the list is about has changed since you checked it."))
            .body(containsString("hub@demo.reachline.example"))
            .body(containsString("Nothing was saved"));
    confirmSeen(trial, HEADER + BY_MAIL, basis(now)).statusCode(303);
  }

  private static String basis(ValidatableResponse page) {
    return page.extract()
        .asString()
        .replaceFirst("(?s).*name=\"basis\" value=\"([^\"]*)\".*", "$1");
  }

  private static ValidatableResponse confirmSeen(EchoTrial trial, String text, String basis) {
    return Csrf.upload()
        .multiPart("content", carried(text))
        .multiPart("confirm", "yes")
        .multiPart("zone", "America/Chicago")
        .multiPart("basis", basis)
        .post(trial.first() + "/import")
        .then();
  }

  @Test
  @AsHub
  void aShorterListSaysThatItTakesNothingAway() {
    EchoTrial trial = held();
    String shorter = BY_MAIL.replace("12:40:00", "12:30:00");
    show(trial, HEADER + BY_MAIL).body(not(containsString("an earlier list")));
    confirm(trial, HEADER + BY_MAIL).statusCode(303);
    show(trial, HEADER + BY_MAIL).body(not(containsString("an earlier list")));
    show(trial, HEADER + shorter)
        .statusCode(200)
        .body(
            containsString(
                "an earlier list has 30 min, this one 30, both together 40; if this one corrects"
                    + " it, say so in the roll-call"));
    show(trial, HEADER + BY_MAIL + BY_MAIL.replace("12:40:00", "12:45:00"))
        .body(not(containsString("an earlier list")));
  }

  @Test
  @AsHub
  void namesWhoStandsInAnEarlierListOnly() {
    EchoTrial trial = held();
    String colleague = BY_MAIL.replace(TrialBuilder.CLINICIAN, EchoTrial.COLLEAGUE);
    assertThat(colleague).isNotEqualTo(BY_MAIL);
    confirm(trial, HEADER + BY_MAIL + colleague).statusCode(303);
    show(trial, HEADER + BY_MAIL + colleague).body(not(containsString("not in this one")));
    show(trial, HEADER + colleague)
        .statusCode(200)
        .body(
            containsString(
                "1 person of an earlier list is not in this one: Mara Jensen. Their minutes stay; if"
                    + " this list corrects the earlier one, say so in the roll-call."));
  }

  @Test
  @AsHub
  void aNameAloneHasToBeConfirmedAndIsRememberedThen() {
    EchoTrial trial = held();
    show(trial, HEADER + BY_NAME)
        .statusCode(200)
        .body(containsString("by name: please confirm"))
        .body(containsString("Otis Frame"));
    confirm(trial, HEADER + BY_NAME)
        .statusCode(400)
        .body(containsString("Say first who the participants without an answer are."));
    assertThat(trial.attendance(0, TrialBuilder.OUTSIDER)).isNull();
    confirm(trial, HEADER + BY_NAME, "otis frame (he/him)", idOf(TrialBuilder.OUTSIDER))
        .statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.OUTSIDER)).isEqualTo("50 IMPORT");
    show(trial, HEADER + BY_NAME)
        .statusCode(200)
        .body(allOf(containsString("as said earlier"), not(containsString("please confirm"))));
  }

  @Test
  @AsHub
  void theHubIsOfferedThePeopleOfItsOwnSitesOnly() {
    show(held(), HEADER + RECORDER)
        .statusCode(200)
        .body(containsString("Mara Jensen, " + TrialBuilder.CLINICIAN))
        .body(not(containsString("Otis Frame")));
  }

  @Test
  @AsHub
  void anAddressOfAnotherStudyTellsNothing() {
    EchoTrial trial = held();
    TrialBuilder.aTrial("jail-moud-coaching-echo")
        .withSite("WI-ELSE", "Else County Jail")
        .withPart("stranger@else.example", "prescriber")
        .save();
    String list =
        HEADER
            + "Guest,stranger@else.example,01/13/2026 12:00:00 PM,01/13/2026 12:50:00 PM,50,Yes\r\n";
    show(trial, list)
        .statusCode(200)
        .body(containsString("not known: please choose"))
        .body(not(containsString("by mail address")));
    confirm(trial, list, "stranger@else.example", idOf("stranger@else.example")).statusCode(400);
    assertThat(trial.attendance(0, "stranger@else.example")).isNull();
  }

  @Test
  @AsHub
  void nobodyOfOursIsLeftOutAndRemembered() {
    EchoTrial trial = held();
    show(trial, HEADER + RECORDER).statusCode(200).body(containsString("not known: please choose"));
    confirm(trial, HEADER + BY_MAIL + RECORDER).statusCode(400);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).as("all or nothing").isNull();
    confirm(trial, HEADER + BY_MAIL + RECORDER, "notetaker", "nobody").statusCode(303);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isEqualTo("40 IMPORT");
    confirm(trial, HEADER + RECORDER).statusCode(303);
  }

  @Test
  @AsHub
  void aBrokenListIsToldByRowAndSavesNothing() {
    EchoTrial trial = held();
    String broken = HEADER + BY_MAIL + "Ann Lee,,noon,later,1,No\r\n";
    show(trial, broken)
        .statusCode(400)
        .body(containsString("“noon” is not a date and time that we know."));
    confirm(trial, broken).statusCode(400);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
    Csrf.upload()
        .multiPart("zone", "Nowhere/Land")
        .post(trial.first() + "/import")
        .then()
        .statusCode(400)
        .body(containsString("Choose a file"))
        .body(containsString("not a time zone"))
        .body(containsString("Nowhere/Land"));
  }

  @Test
  @AsHub
  void teamsListsComeInTheirOwnEncoding() {
    EchoTrial trial = held();
    String teams =
        "\uFEFF2. Participants\r\n"
            + "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\r\n"
            + "Mara Jensen\t1/13/26, 12:00:00 PM\t1/13/26, 1:00:00 PM\t40m 0s"
            + "\tclinician@demo.reachline.example\tPresenter\r\n";
    Csrf.upload()
        .multiPart("file", "list.csv", teams.getBytes(StandardCharsets.UTF_16LE), "text/csv")
        .multiPart("zone", "America/Chicago")
        .post(trial.first() + "/import")
        .then()
        .statusCode(200)
        .body(containsString("Microsoft Teams"))
        .body(containsString("Mara Jensen"));
  }

  @Test
  @AsHub
  void listForASessionThatWasCancelledMeanwhileComesBackWithWhoCancelledIt() {
    EchoTrial trial = EchoTrial.planned();
    EchoTrial.at(EchoTrial.FIRST.minus(Duration.ofHours(2)));
    Csrf.form()
        .formParam("reason", "snow")
        .formParam("version", "0")
        .post(trial.first() + "/cancel")
        .then()
        .statusCode(303);
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofHours(2)));
    confirm(trial, HEADER + BY_NAME, "Otis FRAME (he/him)", "nobody")
        .statusCode(409)
        .body(containsString("cancelled: nobody can have attended it. hub@demo.reachline.example"))
        .body(containsString("Otis FRAME (he/him),,01/13/2026 12:00:00 PM"));
  }

  @Test
  @AsClinician
  void clinicianMayNotImport() {
    EchoTrial trial = held();
    given().get(trial.first() + "/import").then().statusCode(403);
    confirm(trial, HEADER + BY_MAIL).statusCode(403);
    assertThat(trial.attendance(0, TrialBuilder.CLINICIAN)).isNull();
  }
}
