package org.reachline.coaching;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditEntry;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.people.Person;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;

/** A corrected list is compared in every column; what differs is an amendment, never "same". */
@QuarkusTest
class CorrectedContactsTest {
  private static final LocalDate START = LocalDate.now(ZoneId.of("America/Chicago")).minusMonths(4);
  private static final LocalDate DAY = START.plusDays(40);
  private static final String OTHER = "coachx@cont.example";
  private static final String HEAD =
      "site,day,time,minutes,mode,coach,outcome,strategy,planned_key,planned_month,attended_by,"
          + "kind,topics,summary,prep_minutes,travel_minutes\n";

  private Trial trial;

  @BeforeEach
  void aSiteWithItsLeader() {
    trial =
        aTrial("dose-lab")
            .withSite("WI-DL", "Dose laboratory jail")
            .startedOn(START)
            .allocatedTo("HIGH")
            .coached()
            .withPart(TrialBuilder.CLINICIAN, "leader")
            .save();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              if (Person.findByEmail(OTHER).isEmpty()) {
                Person coach = new Person();
                coach.email = OTHER;
                coach.name = "Coach X";
                coach.zone = "America/Chicago";
                coach.roles.add(Role.COACH);
                coach.persist();
              }
            });
  }

  private String row(String column, String value) {
    String[] names = HEAD.strip().split(",");
    String[] first = {
      trial.code("WI-DL"),
      DAY.toString(),
      "09:00",
      "30",
      "video",
      TrialBuilder.COACH,
      "held",
      "coaching",
      "monthly_call",
      "2",
      TrialBuilder.CLINICIAN,
      "call",
      "first topic",
      "first summary",
      "10",
      "5"
    };
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(column)) {
        first[i] = value;
      }
    }
    return String.join(",", first) + "\n";
  }

  private ValidatableResponse send(String csv, boolean dryRun, String reason) {
    return given()
        .contentType("text/csv; charset=UTF-8")
        .queryParam("dryRun", dryRun)
        .queryParam("reason", reason)
        .body(csv)
        .post("/api" + trial.path() + "/coaching-import")
        .then();
  }

  private CoachingContact contact() {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              List<CoachingContact> all =
                  CoachingContact.listForEnrolment(trial.enrolment("WI-DL"));
              assertThat(all).hasSize(1);
              all.get(0).facts.coaches().size();
              all.get(0).facts.attendees().size();
              return all.get(0);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "minutes, 99, Minutes",
    "mode, onsite, How",
    "coach, coachx@cont.example, Coaches",
    "outcome, no_show, Outcome",
    "planned_month, 3, Planned contact",
    "planned_key, '', Planned contact",
    "attended_by, '', Who took part",
    "attended_by, sponsor:clinician@demo.reachline.example, Who took part",
    "attended_by, clinician@demo.reachline.example member:3, Who took part",
    "kind, visit, Kind",
    "topics, other topic, Topics",
    "topics, '', Topics",
    "summary, other words, Summary",
    "prep_minutes, 99, 'Preparation, minutes'",
    "travel_minutes, '', 'Travel, minutes'",
  })
  @AsCoordinator
  void everyColumnThatDiffersIsAnAmendmentWithItsReason(
      String column, String value, String property) {
    send(HEAD + row("", ""), false, null).statusCode(200).body("saved", equalTo(true));
    send(HEAD + row("", ""), true, null).body("rows.kind", everyItem(equalTo("SAME")));
    String corrected = HEAD + row(column, value);
    send(corrected, true, null)
        .statusCode(200)
        .body("rows[0].kind", equalTo("CHANGED"))
        .body("rows[0].message", containsString(property + ": "));
    send(corrected, false, null).statusCode(400).body(containsString("reason"));
    assertThat(contact().amendedAt).as("nothing by halves").isNull();
    send(corrected, false, "Typed from the wrong sheet")
        .statusCode(200)
        .body("saved", equalTo(true));
    CoachingContact now = contact();
    assertThat(now.amendedBy).isEqualTo(TrialBuilder.COORDINATOR);
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew().call(() -> AuditEntry.listForSubject(now.subject()));
    assertThat(trail).extracting(e -> e.act).contains("contact.amended");
    assertThat(trail.get(trail.size() - 1).reason).isEqualTo("Typed from the wrong sheet");
    send(corrected, true, null).body("rows.kind", everyItem(equalTo("SAME")));
  }

  @Test
  @AsCoordinator
  void theCaseThatWasSaidToBeTheSameIsAnAmendment() {
    String head =
        "site,day,time,minutes,mode,coach,outcome,strategy,attended_by,kind,topics,prep_minutes\n";
    String at = trial.code("WI-DL") + "," + DAY + ",09:00,30,video,";
    send(
            head
                + at
                + TrialBuilder.COACH
                + ",held,coaching,"
                + TrialBuilder.CLINICIAN
                + ",call,first topic,10\n",
            false,
            null)
        .statusCode(200);
    send(head + at + OTHER + ",held,coaching,,visit,other topic,99\n", true, null)
        .body("rows[0].kind", equalTo("CHANGED"))
        .body("rows[0].message", containsString("Coaches: "))
        .body("rows[0].message", containsString("Who took part: "))
        .body("rows[0].message", containsString("Kind: Call, now Visit"))
        .body("rows[0].message", containsString("Topics: first topic, now other topic"))
        .body("rows[0].message", containsString("Preparation, minutes: 10, now 99"));
  }

  @Test
  @AsCoordinator
  void aReasonOfTheRowIsTakenAndAColumnThatIsNotThereChangesNothing() {
    send(HEAD + row("", ""), false, null).statusCode(200);
    String shorter =
        "site,day,time,minutes,mode,coach,reason\n"
            + trial.code("WI-DL")
            + ","
            + DAY
            + ",09:00,31,video,"
            + TrialBuilder.COACH
            + ",One minute more\n";
    send(shorter, false, null)
        .statusCode(200)
        .body("rows[0].message", equalTo("Minutes: 30, now 31"));
    assertThat(contact().facts.topics()).isEqualTo("first topic");
    assertThat(contact().facts.attendees()).hasSize(1);
    assertThat(contact().facts.planned().key()).isEqualTo("monthly_call");
  }

  @Test
  @AsCoordinator
  void aRowThatNamesItsContactCanMoveItToAnotherTime() {
    send(HEAD + row("", ""), false, null).statusCode(200);
    String moved =
        "contact,site,day,time,minutes,mode,coach,reason\n"
            + contact().id
            + ","
            + trial.code("WI-DL")
            + ","
            + DAY.plusDays(1)
            + ",10:30,30,video,"
            + TrialBuilder.COACH
            + ",It was a day later\n";
    send(moved, false, null)
        .statusCode(200)
        .body("rows[0].kind", equalTo("CHANGED"))
        .body("rows[0].message", containsString("Began: "));
    assertThat(contact().facts.startsAt())
        .isEqualTo(DAY.plusDays(1).atTime(10, 30).atZone(ZoneId.of("America/Chicago")).toInstant());
  }

  @Test
  @AsCoordinator
  void peopleCanBeListedByPart() {
    String list =
        "site,day,time,minutes,mode,coach,attended_by,attended_member\n"
            + trial.code("WI-DL")
            + ","
            + DAY
            + ",09:00,30,video,"
            + TrialBuilder.COACH
            + ",sponsor:"
            + TrialBuilder.OUTSIDER
            + " "
            + TrialBuilder.CLINICIAN
            + " prescriber:2,4\n";
    send(list, false, null).statusCode(200);
    assertThat(contact().facts.attendees())
        .extracting(a -> a.part() + " " + a.people())
        .containsExactlyInAnyOrder("sponsor 1", "leader 1", "prescriber 2", "member 4");
    send(list.replace("sponsor:", "janitor:"), true, null)
        .statusCode(400)
        .body("rows[0].column", equalTo("attended_by"))
        .body("rows[0].message", containsString("sponsor, leader, member, prescriber"));
  }

  @Test
  @AsCoordinator
  void thePageAsksOnceForTheReasonAndKeepsWhatWasChosen() {
    send(HEAD + row("", ""), false, null).statusCode(200);
    String corrected = HEAD + row("minutes", "99");
    String page = trial.path() + "/coaching-import";
    String preview =
        Csrf.upload()
            .multiPart("pasted", corrected)
            .post(page)
            .then()
            .statusCode(200)
            .body(containsString("Minutes: 30, now 99"))
            .body(containsString("name=\"reason\""))
            .extract()
            .asString();
    String basis = preview.replaceAll("(?s).*name=\"basis\" value=\"([^\"]+)\".*", "$1");
    String content = Base64.getEncoder().encodeToString(corrected.getBytes());
    Csrf.upload()
        .multiPart("content", content)
        .multiPart("basis", basis)
        .multiPart("confirm", "yes")
        .post(page)
        .then()
        .statusCode(400)
        .body(containsString("Say why contacts that are on record are amended"));
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              CoachingContact theirs = CoachingContact.findById(contact().id);
              theirs.facts = ContactFacts.SHEET.with(theirs.facts, "topics", "a colleague's");
            });
    Csrf.upload()
        .multiPart("content", content)
        .multiPart("basis", basis)
        .multiPart("confirm", "yes")
        .multiPart("reason", "Wrong sheet")
        .post(page)
        .then()
        .statusCode(409)
        .body(containsString("has changed since you checked it"));
    assertThat(contact().facts.minutes()).isEqualTo(30);
  }

  @Test
  @AsClinician
  void aClinicianMayNotCorrectByList() {
    send(HEAD + row("minutes", "99"), true, "x").statusCode(403).body(not(containsString("30")));
  }
}
