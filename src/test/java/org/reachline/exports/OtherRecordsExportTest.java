package org.reachline.exports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reachline.TrialBuilder.aTrial;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.activities.Activity;
import org.reachline.activities.ActivityFacts;
import org.reachline.coaching.booking.Booking;
import org.reachline.coaching.booking.CoachingSlot;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsResearcher;
import org.reachline.projects.ChangeProject;
import org.reachline.projects.CycleFacts;
import org.reachline.projects.PdsaAct;
import org.reachline.projects.PdsaCycle;
import org.reachline.projects.ProjectFacts;
import org.reachline.projects.WalkFacts;
import org.reachline.projects.WalkThrough;
import org.reachline.protocol.strategy.ContactKind;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/** Records around the dose and the sessions leave in the export, without what people wrote. */
@QuarkusTest
class OtherRecordsExportTest {
  private static final Instant NOON = Instant.parse("2026-03-10T17:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

  private Trial trial;

  @BeforeEach
  void fill() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(LocalDate.of(2026, 1, 1))
            .allocatedTo("HIGH-ECHO")
            .coached()
            .staffed()
            .withPartner("WI-CARE", "Care Clinic")
            .save();
    QuarkusTransaction.requiringNew().run(this::records);
  }

  private void records() {
    Enrolment unit = Enrolment.findById(trial.enrolment("WI-DANE").id);
    Person coach = Person.findByEmail(TrialBuilder.COACH).orElseThrow();
    Person clinician = Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow();
    Site partner = Site.findById(trial.site("WI-CARE").id);
    unit.joined.put(partner.id, LocalDate.of(2026, 2, 2));
    contact(unit, coach);
    Activity first = activity(unit, null);
    Activity second = activity(unit, first);
    second.facts =
        ActivityFacts.SHEET.with(second.facts, "fullTimeEquivalent", new BigDecimal("0.25"));
    second.facts = ActivityFacts.SHEET.with(second.facts, "placedUntil", DAY.plusDays(9));
    first.withdraw(TrialBuilder.COACH, "SECRET reason", NOON.plusSeconds(120));
    project(unit);
    WalkThrough walk = new WalkThrough();
    walk.study = unit.study;
    walk.enrolment = unit;
    walk.site = unit.unit;
    walk.facts =
        WalkFacts.SHEET.make(
            Map.of("walkedOn", DAY, "playedPerson", "SECRET nurse", "notes", List.of()));
    walk.enter(TrialBuilder.COACH, NOON);
    walk.persist();
    CoachingSlot slot = new CoachingSlot();
    slot.study = unit.study;
    slot.coach = coach;
    slot.startsAt = NOON;
    slot.minutes = 45;
    slot.mode = DeliveredMode.VIDEO;
    slot.offeredAt = NOON;
    slot.persist();
    Booking booking = new Booking();
    booking.slot = slot;
    booking.enrolment = unit;
    booking.site = unit.unit;
    booking.person = clinician;
    booking.strategy = "coaching";
    booking.topic = "SECRET topic";
    booking.bookedAt = NOON;
    booking.bookedBy = TrialBuilder.CLINICIAN;
    booking.cancelledAt = NOON.plusSeconds(60);
    booking.cancelledBy = TrialBuilder.CLINICIAN;
    booking.cancelReason = "SECRET reason";
    booking.persist();
    EchoProgram program = new EchoProgram();
    program.study = unit.study;
    program.strategy = "echo";
    program.name = "SECRET programme";
    program.zone = "America/Chicago";
    program.persist();
    EchoSession much = session(program, 1);
    EchoSession little = session(program, 2);
    ChangeProject.flush();
    List<Long> people = List.of(coach.id, clinician.id, id(TrialBuilder.HUB));
    for (Long person : people) {
      answer(much, person, 1, 2);
      answer(much, person, 2, 4);
    }
    answer(little, people.get(0), 1, 1);
    answer(little, people.get(1), 1, 1);
    around(much, clinician.id);
  }

  private static void contact(Enrolment unit, Person coach) {
    CoachingContact contact = new CoachingContact();
    contact.study = unit.study;
    contact.studyVersion = unit.study.current;
    contact.enrolment = unit;
    contact.site = unit.unit;
    contact.facts =
        ContactFacts.SHEET.make(
            Map.of(
                "strategy",
                "coaching",
                "startsAt",
                NOON,
                "minutes",
                60,
                "mode",
                DeliveredMode.PHONE,
                "kind",
                ContactKind.CALL,
                "outcome",
                ContactOutcome.HELD,
                "coaches",
                Set.of(coach),
                "summary",
                "SECRET summary"));
    contact.enter(TrialBuilder.COACH, NOON);
    contact.persist();
    contact.withdraw(TrialBuilder.COACH, "SECRET reason", NOON.plusSeconds(30));
  }

  private static Activity activity(Enrolment unit, Activity trainedBy) {
    Activity activity = new Activity();
    activity.study = unit.study;
    activity.studyVersion = unit.study.current;
    activity.enrolment = unit;
    activity.site = unit.unit;
    Map<String, Object> facts = new HashMap<>();
    facts.put("strategy", "coaching");
    facts.put("day", DAY);
    facts.put("minutes", 90);
    facts.put("part", "trainer");
    facts.put("people", 4);
    facts.put("generation", trainedBy == null ? 1 : 2);
    facts.put("trainedBy", trainedBy);
    facts.put("actor", "SECRET actor");
    facts.put("action", "SECRET action");
    activity.facts = ActivityFacts.SHEET.make(facts);
    activity.enter(TrialBuilder.COACH, NOON);
    activity.persist();
    return activity;
  }

  private static void project(Enrolment unit) {
    ChangeProject project = new ChangeProject();
    project.study = unit.study;
    project.enrolment = unit;
    project.site = unit.unit;
    Map<String, Object> charter = new HashMap<>();
    charter.put("title", "SECRET title");
    charter.put("aim", "SECRET aim");
    charter.put("population", "SECRET people");
    charter.put("levelOfCare", "Jail");
    charter.put("location", "Booking");
    charter.put("measure", "new_bup");
    charter.put("target", new BigDecimal("4"));
    charter.put("startsOn", DAY);
    charter.put("endsOn", DAY.plusMonths(2));
    charter.put("executiveSponsor", "SECRET sheriff");
    charter.put("changeLeader", "SECRET leader");
    project.facts = ProjectFacts.SHEET.make(charter);
    project.enter(TrialBuilder.COACH, NOON);
    project.persist();
    PdsaCycle cycle = new PdsaCycle();
    cycle.project = project;
    cycle.number = 1;
    cycle.facts =
        new CycleFacts(
            "SECRET change",
            DAY,
            DAY.plusDays(14),
            "SECRET plan",
            "SECRET deed",
            "SECRET lesson",
            PdsaAct.ADAPT,
            null);
    cycle.persist();
    project.withdraw(TrialBuilder.COACH, "SECRET reason", NOON.plusSeconds(90));
  }

  private static EchoSession session(EchoProgram program, int number) {
    EchoSession session = new EchoSession();
    session.program = program;
    session.number = number;
    session.startsAt = NOON.plusSeconds(number * 604_800L);
    session.durationMinutes = 60;
    session.persist();
    return session;
  }

  private static Long id(String email) {
    return Person.findByEmail(email).orElseThrow().id;
  }

  private static void sql(String text, Object... values) {
    EntityManager database = Person.getEntityManager();
    var query = database.createNativeQuery(text);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    query.executeUpdate();
  }

  private static void answer(EchoSession session, Long person, int revision, int usefulness) {
    sql(
        "insert into survey_answer (session_id, person_id, revision, usefulness, change,"
            + " answered_at) values (?1, ?2, ?3, ?4, 'SECRET change', ?5)",
        session.id,
        person,
        revision,
        usefulness,
        NOON);
  }

  private static void around(EchoSession session, Long person) {
    sql(
        "insert into invitation (id, session_id, person_id, sequence, asked_sequence, told_as, withdrawn,"
            + " answer, answered_at, uid_domain) values (nextval('invitation_seq'), ?1, ?2, 3, 3, 'SECRET',"
            + " true, 'DECLINED', ?3, 'example.org')",
        session.id,
        person,
        NOON);
    sql(
        "insert into live_question (id, session_id, person_id, kind, wording, asked_at, state,"
            + " settled_at) values (nextval('live_question_seq'), ?1, ?2, 'QUESTION', 'SECRET"
            + " words', ?3, 'WITHDRAWN', ?3)",
        session.id,
        person,
        NOON);
    sql(
        "insert into room_event (id, event_id, session_id, kind, person_id, stay, happened_at,"
            + " received_at) values (nextval('room_event_seq'), ?1, ?2, 'JOINED', ?3, 'SECRET"
            + " stay', ?4, ?4)",
        "SECRET event " + session.id,
        session.id,
        person,
        NOON);
    sql(
        "insert into session_material (id, session_id, title, url, added_by, added_at,"
            + " withdrawn_by, withdrawn_at, withdrawn_reason) values"
            + " (nextval('session_material_seq'), ?1, 'SECRET slides',"
            + " 'https://slides.example/SECRET', ?2, ?3, ?2, ?3, 'SECRET reason')",
        session.id,
        person,
        NOON);
  }

  private Map<String, List<NamedCsvRecord>> take() throws IOException {
    byte[] zip =
        given()
            .get("/api" + trial.path() + "/exports/zip")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    Map<String, List<NamedCsvRecord>> tables = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).as(entry.getName()).doesNotContain("SECRET");
        if (entry.getName().endsWith(".csv")) {
          try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text)) {
            tables.put(entry.getName(), reader.stream().toList());
          }
        }
      }
    }
    return tables;
  }

  private static List<String> fields(List<NamedCsvRecord> rows, String... names) {
    List<String> fields = new ArrayList<>();
    for (NamedCsvRecord row : rows) {
      for (String name : names) {
        fields.add(row.getField(name));
      }
    }
    return fields;
  }

  @Test
  @AsResearcher
  void areInWithTheirWithdrawalAndWithoutWords() throws IOException {
    Map<String, List<NamedCsvRecord>> tables = take();
    String dane = trial.code("WI-DANE");
    assertThat(fields(tables.get("sites.csv"), "site", "joined_on"))
        .containsExactly(
            trial.code("WI-CARE"),
            "2026-02-02",
            dane,
            trial.enrolment("WI-DANE").enrolledOn.toString());
    assertThat(fields(tables.get("contacts.csv"), "outcome", "withdrawn_at"))
        .containsExactly("held", "2026-03-10T17:00:30Z");
    List<NamedCsvRecord> trainings = tables.get("activities.csv");
    assertThat(fields(trainings, "generation", "trained_by", "placed_until", "withdrawn_at"))
        .containsExactly(
            "1",
            "",
            "",
            "2026-03-10T17:02:00Z",
            "2",
            trainings.get(0).getField("activity"),
            "2026-03-19",
            "");
    assertThat(
            fields(
                tables.get("change_projects.csv"),
                "site",
                "measure",
                "target_value",
                "cycles",
                "withdrawn_at"))
        .containsExactly(dane, "new_bup", "4", "1", "2026-03-10T17:01:30Z");
    assertThat(
            fields(tables.get("pdsa_cycles.csv"), "cycle_number", "is_done", "is_studied", "act"))
        .containsExactly("1", "1", "1", "adapt");
    assertThat(fields(tables.get("walk_throughs.csv"), "unit", "walked_on", "withdrawn_at"))
        .containsExactly(dane, "2026-03-10", "");
    assertThat(fields(tables.get("coaching_slots.csv"), "minutes", "mode", "withdrawn_at"))
        .containsExactly("45", "video", "");
    assertThat(fields(tables.get("coaching_bookings.csv"), "site", "contact", "cancelled_at"))
        .containsExactly(dane, "", "2026-03-10T17:01:00Z");
    assertThat(fields(tables.get("invitations.csv"), "times_told", "is_withdrawn", "answer"))
        .containsExactly("3", "1", "declined");
    assertThat(fields(tables.get("survey_answers.csv"), "usefulness"))
        .as("the newest of three people; two answers could be guessed")
        .containsExactly("4", "4", "4");
    assertThat(fields(tables.get("live_questions.csv"), "kind", "question_state"))
        .containsExactly("question", "withdrawn");
    assertThat(fields(tables.get("room_events.csv"), "kind")).containsExactly("joined");
    assertThat(fields(tables.get("materials.csv"), "content_type", "withdrawn_at"))
        .containsExactly("", "2026-03-10T17:00:00Z");
  }

  @Test
  @AsBlindedResearcher
  void ofASiteOrAPersonNoneIsInABlindedExport() throws IOException {
    Map<String, List<NamedCsvRecord>> tables = take();
    assertThat(tables.keySet())
        .contains("survey_answers.csv", "materials.csv")
        .doesNotContain(
            "change_projects.csv",
            "pdsa_cycles.csv",
            "walk_throughs.csv",
            "coaching_slots.csv",
            "coaching_bookings.csv",
            "invitations.csv",
            "live_questions.csv",
            "room_events.csv");
    for (String table : List.of("survey_answers.csv", "materials.csv")) {
      assertThat(tables.get(table).get(0).getHeader()).doesNotContain("site", "unit", "person");
    }
  }
}
