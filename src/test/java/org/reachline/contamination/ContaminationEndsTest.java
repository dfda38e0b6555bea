package org.reachline.contamination;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.trail.Change;
import org.reachline.coaching.TestContacts;
import org.reachline.coaching.contacts.Attendee;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactActs;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsResearcher;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;
import org.reachline.studies.versions.StudyLibrary;

/** A flag ends when its source is taken back, says when, and needs nobody who looks. */
@QuarkusTest
class ContaminationEndsTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));
  private static final LocalDate START = TODAY.minusMonths(3);

  @Inject ContaminationRounds rounds;
  @Inject ContactActs acts;
  @Inject StudyLibrary library;

  private Trial trial;
  private String flags;

  @BeforeEach
  void aSiteOfEachKind() {
    rounds.lookWhereSomethingChanged();
    trial =
        aTrial("dose-lab")
            .withSite("WI-LOW", "Low jail")
            .startedOn(START)
            .allocatedTo("LOW")
            .coached()
            .withPart(TrialBuilder.CLINICIAN, "leader")
            .withSite("WI-HIGH", "High jail")
            .startedOn(START)
            .allocatedTo("HIGH")
            .save();
    flags = "/api" + trial.path() + "/contamination";
  }

  /** How the flags of a kind stand in the records, without anybody looking. */
  private List<Boolean> kept(ContaminationKind kind) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              List<ContaminationFlag> own =
                  ContaminationFlag.listForStudy(trial.study()).stream()
                      .filter(f -> f.kind == kind)
                      .toList();
              Map<Long, FlagState> states = FlagState.lastOf(own);
              return own.stream().map(f -> states.get(f.id).holds).toList();
            });
  }

  private CoachingContact held(String site, LocalDate day, String guest) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              CoachingContact c = TestContacts.held(trial, site, null, day, 45);
              if (guest != null) {
                Attendee leader = Attendee.known("leader", Person.findByEmail(guest).orElseThrow());
                c.facts =
                    ContactFacts.SHEET.with(
                        c.facts, "attendees", List.of(c.facts.attendees().get(0), leader));
                TestContacts.tell(c);
              }
              return c;
            });
  }

  private void ended(String kind) {
    ended(kind, "evidence_gone");
  }

  private void ended(String kind, String because) {
    given()
        .get(flags)
        .then()
        .statusCode(200)
        .body("find { it.kind == '%s' }.holds".formatted(kind), equalTo(false))
        .body("find { it.kind == '%s' }.endedAt".formatted(kind), notNullValue())
        .body("find { it.kind == '%s' }.endedBecause".formatted(kind), equalTo(because));
  }

  @Test
  @AsCoordinator
  void aCoachWhoHeldOneCallAtASiteOfTheOtherLevelIsFoundAndWithdrawingItEndsTheFlag() {
    CoachingContact call = held("WI-HIGH", START.plusDays(40), null);
    rounds.lookWhereSomethingChanged();
    assertThat(kept(ContaminationKind.SHARED_COACH)).containsExactly(true);
    given()
        .get(flags)
        .then()
        .body("find { it.kind == 'shared_coach' }.person", equalTo(TrialBuilder.COACH))
        .body("find { it.kind == 'shared_coach' }.sources", hasSize(1))
        .body("find { it.kind == 'shared_coach' }.contacts", equalTo(1))
        .body("find { it.kind == 'shared_coach' }.minutes", equalTo(45))
        .body("find { it.kind == 'shared_coach' }.endedAt", nullValue())
        .body("find { it.kind == 'shared_coach' }.endedBecause", nullValue());
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              CoachingContact c = CoachingContact.findById(call.id);
              acts.withdraw(c, new Change(c.version, "Another coach held it"));
            });
    rounds.lookWhereSomethingChanged();
    assertThat(kept(ContaminationKind.SHARED_COACH)).containsExactly(false);
    ended("shared_coach");
  }

  @Test
  @AsCoordinator
  void somebodyOfALowSiteInACallOfAHighOneIsFoundAndCountsForTheirOwnSite() {
    CoachingContact call = held("WI-HIGH", START.plusDays(40), TrialBuilder.CLINICIAN);
    rounds.lookWhereSomethingChanged();
    assertThat(kept(ContaminationKind.GUEST)).containsExactly(true);
    JsonPath received = given().get(flags + "/received").then().extract().jsonPath();
    String low =
        "find { it.unit == '%s' && it.strategy == 'coaching' }.".formatted(trial.code("WI-LOW"));
    assertThat(received.getInt(low + "besideContacts")).isEqualTo(1);
    assertThat(received.getInt(low + "besideMinutes")).isEqualTo(45);
    assertThat(received.getInt(low + "seenContacts")).isEqualTo(1);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              CoachingContact c = CoachingContact.findById(call.id);
              c.facts.attendees().removeIf(a -> a.person() != null);
              acts.withdraw(c, new Change(c.version, "She was not there"));
            });
    rounds.lookWhereSomethingChanged();
    assertThat(kept(ContaminationKind.GUEST)).containsExactly(false);
    ended("guest");
  }

  @Test
  @AsCoordinator
  void aPlaceThatEndsEarlierThanWasThoughtEndsTheFlag() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Affiliation stay = new Affiliation();
              stay.person = Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow();
              stay.site = Site.getByCode(trial.code("WI-HIGH"));
              stay.part = "leader";
              stay.from = TODAY.minusDays(5);
              stay.persist();
            });
    rounds.lookWhereSomethingChanged();
    assertThat(kept(ContaminationKind.SHARED_PERSON)).containsExactly(true);
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                Affiliation.listForSite(trial.site("WI-LOW")).stream()
                    .filter(a -> a.part.equals("leader"))
                    .forEach(a -> a.until = TODAY.minusDays(6)));
    rounds.lookWhereSomethingChanged();
    assertThat(kept(ContaminationKind.SHARED_PERSON)).containsExactly(false);
    assertThat(kept(ContaminationKind.MOVED_PERSON)).containsExactly(true);
  }

  private void leaves(String site) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Enrolment unit = Enrolment.findById(trial.enrolment(site).id);
              unit.withdrawnOn = TODAY;
              unit.withdrawalReason = "Entered by mistake";
            });
  }

  @Test
  @AsCoordinator
  void aPersonsFlagSaysWhetherAUnitLeftOrTheRecordIsGone() {
    CoachingContact call = held("WI-HIGH", START.plusDays(40), TrialBuilder.CLINICIAN);
    rounds.lookWhereSomethingChanged();
    assertThat(kept(ContaminationKind.SHARED_COACH)).containsExactly(true);
    assertThat(kept(ContaminationKind.GUEST)).containsExactly(true);
    leaves("WI-HIGH");
    rounds.lookWhereSomethingChanged();
    assertThat(kept(ContaminationKind.SHARED_COACH)).containsExactly(false);
    ended("shared_coach", "unit_left");
    ended("guest", "unit_left");
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              CoachingContact c = CoachingContact.findById(call.id);
              acts.withdraw(c, new Change(c.version, "It was not held"));
            });
    rounds.lookWhereSomethingChanged();
    ended("guest", "unit_left");
  }

  @Test
  @AsCoordinator
  void aUnitThatLeavesTheStudyEndsItsFlags() {
    held("WI-LOW", START.plusDays(10), null);
    held("WI-LOW", START.plusDays(20), null);
    assertThat(kept(ContaminationKind.BEYOND_PLAN)).containsExactly(true);
    leaves("WI-LOW");
    rounds.lookWhereSomethingChanged();
    assertThat(kept(ContaminationKind.BEYOND_PLAN)).containsExactly(false);
    ended("beyond_plan", "unit_left");
    assertThat(
            QuarkusTransaction.requiringNew()
                .call(
                    () ->
                        FlagNote.listFor(
                                ContaminationFlag.listForStudy(Study.getBySlug(trial.slug())))
                            .stream()
                            .map(note -> note.text)
                            .toList()))
        .as("the records are there as before")
        .singleElement()
        .asString()
        .startsWith("The unit left the study; until then it was so. Raised for: ");
  }

  @Test
  @AsCoordinator
  void anAllocationThatIsAnotherOneEndsTheFlagAndBeginsNone() {
    held("WI-HIGH", START.plusDays(40), null);
    rounds.lookWhereSomethingChanged();
    assertThat(kept(ContaminationKind.SHARED_COACH)).containsExactly(true);
    QuarkusTransaction.requiringNew()
        .run(() -> Enrolment.<Enrolment>findById(trial.enrolment("WI-HIGH").id).armKey = "LOW");
    rounds.lookWhereSomethingChanged();
    assertThat(kept(ContaminationKind.SHARED_COACH)).containsExactly(false);
  }

  @Test
  @AsCoordinator
  void aVersionThatToleratesMoreEndsTheFlag() {
    held("WI-LOW", START.plusDays(10), null);
    held("WI-LOW", START.plusDays(20), null);
    assertThat(kept(ContaminationKind.BEYOND_PLAN)).containsExactly(true);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              StudyVersion now = Study.getBySlug(trial.slug()).current;
              library.load(
                  now.text.replace(
                      "extra_contacts: 1, extra_minutes: 60",
                      "extra_contacts: 5, extra_minutes: 600"),
                  "study.yaml",
                  1,
                  "More help is tolerated");
            });
    rounds.lookWhereSomethingChanged();
    assertThat(kept(ContaminationKind.BEYOND_PLAN)).containsExactly(false);
  }

  @Test
  @AsCoordinator
  void anAmendmentThatMatchesTheContactEndsTheFlag() {
    held("WI-LOW", START.plusDays(10), null);
    CoachingContact second = held("WI-LOW", START.plusDays(40), null);
    assertThat(kept(ContaminationKind.BEYOND_PLAN)).containsExactly(true);
    String address =
        "/api" + trial.path() + "/coaching/" + trial.code("WI-LOW") + "/contacts/" + second.id;
    JsonPath now = given().get(address).then().statusCode(200).extract().jsonPath();
    Map<String, Object> contact = new HashMap<>();
    contact.put("strategy", "coaching");
    contact.put("planned", "webinar@2");
    contact.put("day", START.plusDays(40).toString());
    contact.put("time", "10:00");
    contact.put("minutes", 45);
    contact.put("mode", "video");
    contact.put("kind", "webinar");
    contact.put("outcome", "held");
    contact.put(
        "coaches",
        List.of(
            QuarkusTransaction.requiringNew()
                .call(() -> Person.findByEmail(TrialBuilder.COACH).orElseThrow().id)));
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "version", now.getInt("version"), "reason", "Was the webinar", "contact", contact))
        .put(address)
        .then()
        .statusCode(200);
    assertThat(kept(ContaminationKind.BEYOND_PLAN)).containsExactly(false);
    ended("beyond_plan");
  }

  @Test
  @AsResearcher
  void theExportSaysWhetherItHoldsAndNamesNobody() throws Exception {
    CoachingContact call = held("WI-HIGH", START.plusDays(40), TrialBuilder.CLINICIAN);
    rounds.lookWhereSomethingChanged();
    byte[] zip = given().get("/api" + trial.path() + "/exports/zip").then().extract().asByteArray();
    String csv = Zips.text(zip, "contamination.csv");
    assertThat(csv.lines().findFirst().orElseThrow())
        .isEqualTo(
            "flag,kind,unit,strategy,person,since,raised_at,holds,ended_at,contacts,minutes,"
                + "explanation,notes,ended_because");
    assertThat(csv)
        .contains(",1,,1,45,This person of " + trial.code("WI-LOW"))
        .doesNotContain("Mara", "Cole");
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              CoachingContact c = CoachingContact.findById(call.id);
              acts.withdraw(c, new Change(c.version, "It was not held"));
            });
    zip = given().get("/api" + trial.path() + "/exports/zip").then().extract().asByteArray();
    assertThat(Zips.text(zip, "contamination.csv"))
        .containsPattern(",0,\\d{4}-.*,1,45,This person.*,evidence_gone");
  }

  @Test
  @AsCoach
  void aCoachLearnsNothing() {
    given().get(flags).then().statusCode(403);
    given().get(flags + "/received").then().statusCode(403);
  }

  @Test
  @AsBlindedResearcher
  void aBlindedResearcherLearnsNothing() throws Exception {
    held("WI-HIGH", START.plusDays(40), TrialBuilder.CLINICIAN);
    given().get(flags).then().statusCode(403);
    byte[] zip = given().get("/api" + trial.path() + "/exports/zip").then().extract().asByteArray();
    assertThat(Zips.text(zip, "contamination.csv")).isNull();
    assertThat(Zips.text(zip, "dose_by_rule.csv")).isNull();
  }
}
