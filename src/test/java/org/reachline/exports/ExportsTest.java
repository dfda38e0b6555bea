package org.reachline.exports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.base.trail.AuditEntry;
import org.reachline.coaching.TestContacts;
import org.reachline.coaching.contacts.Attendee;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.dose.Occurrence;
import org.reachline.exports.tables.SiteMonthsTable;
import org.reachline.people.Person;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsCoach;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.AsHub;
import org.reachline.personas.AsOutsider;
import org.reachline.personas.AsResearcher;
import org.reachline.personas.Csrf;
import org.reachline.protocol.strategy.ContactKind;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

@QuarkusTest
class ExportsTest {
  private static final Instant MARCH = Instant.parse("2026-03-10T17:00:00.123456Z");
  private TrialBuilder.Trial trial;

  @BeforeEach
  void aTrialWithSomethingInEveryLedger() {
    trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(LocalDate.of(2026, 1, 1))
            .inStratum("SMALL")
            .allocatedTo("HIGH-ECHO")
            .withPartner("WI-CARE", "Care Clinic")
            .save();
    QuarkusTransaction.requiringNew().run(this::fill);
  }

  private void fill() {
    Study study = Study.findById(trial.study().id);
    Site jail = Site.findById(trial.site("WI-DANE").id);
    report(study, jail, 1, true, Map.of("adp", "210.5", "new_bup", "0"));
    report(study, jail, 2, false, Map.of("adp", "999"));
    CoachingContact contact = new CoachingContact();
    contact.study = study;
    contact.studyVersion = study.current;
    contact.enrolment = Enrolment.findById(trial.enrolment("WI-DANE").id);
    contact.site = jail;
    Map<String, Object> facts = new HashMap<>();
    facts.put("strategy", "coaching");
    facts.put("startsAt", MARCH);
    facts.put("minutes", 60);
    facts.put("mode", DeliveredMode.values()[0]);
    facts.put("kind", ContactKind.CALL);
    facts.put("outcome", ContactOutcome.HELD);
    facts.put("planned", Occurrence.of("monthly_call@3"));
    facts.put("coaches", Set.of(Person.findByEmail(TrialBuilder.COACH).orElseThrow()));
    facts.put("attendees", List.of(Attendee.unnamed("team_member", 4)));
    facts.put("topics", "SECRET topics");
    facts.put("summary", "SECRET summary");
    contact.facts = ContactFacts.SHEET.make(facts);
    contact.loggedAt = MARCH;
    contact.loggedBy = TrialBuilder.COACH;
    contact.persist();
    TestContacts.tell(contact);
    EchoProgram program = new EchoProgram();
    program.study = study;
    program.strategy = "echo";
    program.name = "SECRET programme";
    program.zone = "America/Chicago";
    program.persist();
    EchoSession session = new EchoSession();
    session.program = program;
    session.number = 1;
    session.startsAt = MARCH;
    session.durationMinutes = 60;
    session.didacticTitle = "SECRET title";
    session.persist();
    Attendance attendance = new Attendance();
    attendance.session = session;
    attendance.person = Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow();
    attendance.site = jail;
    attendance.minutes = 55;
    attendance.evidence = Evidence.JOINED;
    attendance.persist();
  }

  private static void report(
      Study study, Site site, int month, boolean submitted, Map<String, String> numbers) {
    SiteReport report = new SiteReport();
    report.study = study;
    report.studyVersion = study.current;
    report.site = site;
    report.enrolment = Enrolment.findForSite(study, site).orElseThrow();
    report.studyMonth = month;
    report.periodFrom = LocalDate.of(2026, month, 1);
    report.periodTo = report.periodFrom.plusMonths(1).minusDays(1);
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    numbers.forEach((key, number) -> values.put(key, new BigDecimal(number)));
    report.fill(values, Map.of(), TrialBuilder.CLINICIAN, MARCH);
    if (submitted) {
      report.submit("SECRET note", TrialBuilder.CLINICIAN, MARCH);
    }
    report.persist();
  }

  private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private static List<NamedCsvRecord> table(Map<String, byte[]> files, String name)
      throws IOException {
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(new String(files.get(name), StandardCharsets.UTF_8))) {
      return reader.stream().toList();
    }
  }

  private Map<String, byte[]> take() throws IOException {
    return unzip(
        given()
            .get("/api/studies/" + trial.slug() + "/exports/zip")
            .then()
            .statusCode(200)
            .contentType("application/zip")
            .header("Content-Disposition", containsString(trial.slug()))
            .extract()
            .asByteArray());
  }

  @Test
  @AsResearcher
  void holdsEveryLedgerWithACodebookAndNoFreeText() throws IOException {
    Map<String, byte[]> files = take();
    assertThat(files.keySet())
        .containsExactly(
            ("sites.csv site_months.csv earlier_reports.csv contacts.csv sessions.csv attendance.csv "
                    + "allocation.csv activities.csv dose.csv dose_by_rule.csv contamination.csv "
                    + "change_projects.csv pdsa_cycles.csv walk_throughs.csv "
                    + "coaching_slots.csv coaching_bookings.csv programs.csv cohorts.csv invitations.csv "
                    + "survey_answers.csv live_questions.csv room_events.csv materials.csv visit_notes.csv "
                    + "analyses.csv codebook.csv README.txt")
                .split(" "));
    String dane = trial.code("WI-DANE");
    assertThat(table(files, "sites.csv")).hasSize(2);
    assertThat(table(files, "sites.csv").get(0).getField("unit")).isEqualTo(dane);
    NamedCsvRecord first = month(files, dane, "1");
    assertThat(first.getField("new_bup")).as("zero stays zero").isEqualTo("0");
    assertThat(first.getField("new_met")).as("blank stays empty").isEmpty();
    assertThat(first.getField("new_total")).as("a sum with a blank is not known").isEmpty();
    assertThat(first.getField("adp")).isEqualTo("210.5");
    assertThat(first.getField("submitted_at")).isEqualTo("2026-03-10T17:00:00Z");
    assertThat(first.getField("on_time")).as("due 10 February").isEqualTo("0");
    NamedCsvRecord draft = month(files, dane, "2");
    assertThat(draft.getField("report_state")).isEqualTo("draft");
    assertThat(draft.getField("adp")).as("a draft is no data").isEmpty();
    assertThat(month(files, dane, "3").getField("report_state")).isEqualTo("none");
    NamedCsvRecord contact = table(files, "contacts.csv").get(0);
    assertThat(contact.getField("study_month")).isEqualTo("3");
    assertThat(contact.getField("phase")).isEqualTo("intervention");
    assertThat(contact.getField("outcome")).isEqualTo("held");
    assertThat(contact.getField("people_attending")).isEqualTo("4");
    assertThat(contact.getField("coaches")).isEqualTo("1");
    assertThat(table(files, "attendance.csv").get(0).getField("unit")).isEqualTo(dane);
    NamedCsvRecord allocation = table(files, "allocation.csv").get(0);
    assertThat(allocation.getField("arm")).isEqualTo("HIGH-ECHO");
    assertThat(allocation.getField("factor_coaching")).isEqualTo("high");
    for (byte[] file : files.values()) {
      assertThat(new String(file, StandardCharsets.UTF_8)).doesNotContain("SECRET");
    }
    for (String csv : List.of("sites.csv", "contacts.csv", "attendance.csv", "sessions.csv")) {
      assertThat(new String(files.get(csv), StandardCharsets.UTF_8)).doesNotContain("@");
    }
    assertThat(new String(files.get("README.txt"), StandardCharsets.UTF_8))
        .contains("SIMULATED DATA", trial.study().current.sha256, "Rene Castillo");
  }

  private static NamedCsvRecord month(Map<String, byte[]> files, String site, String month)
      throws IOException {
    return table(files, "site_months.csv").stream()
        .filter(r -> r.getField("site").equals(site) && r.getField("study_month").equals(month))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @AsResearcher
  void codebookTellsEveryColumnOfEveryFile() throws IOException {
    Map<String, byte[]> files = take();
    List<String> told =
        table(files, "codebook.csv").stream()
            .map(r -> r.getField("file") + " " + r.getField("column"))
            .toList();
    for (String name : files.keySet()) {
      if (name.endsWith(".csv") && !name.equals("codebook.csv")) {
        String header =
            new String(files.get(name), StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
        for (String column : header.split(",")) {
          assertThat(column).hasSizeLessThanOrEqualTo(32).matches("[a-z][a-z0-9_]*");
          assertThat(told).contains(name + " " + column);
        }
      }
    }
  }

  @Test
  @AsBlindedResearcher
  void blindedExportHoldsNothingThatGivesAnArmAway() throws IOException {
    Map<String, byte[]> files = take();
    assertThat(files.keySet())
        .containsExactly(
            ("sites.csv site_months.csv earlier_reports.csv sessions.csv programs.csv survey_answers.csv "
                    + "materials.csv analyses.csv codebook.csv README.txt")
                .split(" "));
    for (byte[] file : files.values()) {
      assertThat(new String(file, StandardCharsets.UTF_8))
          .doesNotContain("HIGH", "monthly_call", "High-dose", "planned_month");
    }
    assertThat(table(files, "codebook.csv"))
        .filteredOn(r -> r.getField("label").startsWith("Left out"))
        .extracting(r -> r.getField("file"))
        .containsExactly(
            "contacts.csv",
            "attendance.csv",
            "allocation.csv",
            "activities.csv",
            "dose.csv",
            "dose_by_rule.csv",
            "contamination.csv",
            "change_projects.csv",
            "pdsa_cycles.csv",
            "walk_throughs.csv",
            "coaching_slots.csv",
            "coaching_bookings.csv",
            "cohorts.csv",
            "invitations.csv",
            "live_questions.csv",
            "room_events.csv",
            "visit_notes.csv");
    given()
        .get(trial.path() + "/exports")
        .then()
        .statusCode(200)
        .body(containsString("You are blinded"))
        .body(not(containsString("HIGH")));
  }

  @Test
  @AsResearcher
  void logsWhoTookWhatWithItsHashes() throws IOException, GeneralSecurityException {
    Map<String, byte[]> files = take();
    String hash =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(files.get("site_months.csv")));
    given()
        .get("/api/studies/" + trial.slug() + "/exports")
        .then()
        .statusCode(200)
        .body("", hasSize(1))
        .body("[0].exportedBy", equalTo(TrialBuilder.RESEARCHER))
        .body("[0].blinded", equalTo(false))
        .body("[0].studySha256", equalTo(trial.study().current.sha256))
        .body("[0].files.name", hasItems("contacts.csv", "README.txt"))
        .body("[0].files.find { it.name == 'site_months.csv' }.sha256", equalTo(hash))
        .body("[0].files.find { it.name == 'contacts.csv' }.rows", equalTo(1));
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject("study:" + trial.slug()));
    assertThat(trail).extracting(e -> e.act).contains("data.exported");
  }

  @Test
  @AsResearcher
  void pageGivesTheZipToo() throws IOException {
    byte[] zip =
        Csrf.form()
            .post(trial.path() + "/exports/zip")
            .then()
            .statusCode(200)
            .contentType("application/zip")
            .extract()
            .asByteArray();
    assertThat(unzip(zip)).containsKey("allocation.csv");
    given()
        .get(trial.path() + "/exports")
        .then()
        .body(containsString(TrialBuilder.RESEARCHER))
        .body(containsString("Simulated data."));
  }

  @Test
  @AsCoordinator
  void coordinatorSeesTheLogAndTakesNothing() {
    given().get(trial.path() + "/exports").then().statusCode(200);
    given().get("/api/studies/" + trial.slug() + "/exports").then().statusCode(200);
    given().get("/api/studies/" + trial.slug() + "/exports/zip").then().statusCode(403);
    Csrf.form().post(trial.path() + "/exports/zip").then().statusCode(403);
  }

  @Test
  @AsCoach
  void coachSeesNeither() {
    given().get(trial.path() + "/exports").then().statusCode(403);
    given().get("/api/studies/" + trial.slug() + "/exports/zip").then().statusCode(403);
  }

  @Test
  @AsHub
  void hubSeesNeither() {
    given().get("/api/studies/" + trial.slug() + "/exports").then().statusCode(403);
  }

  @Test
  @AsOutsider
  void outsiderSeesNeither() {
    given().get("/api/studies/" + trial.slug() + "/exports/zip").then().statusCode(403);
  }

  @Test
  void namesFitEveryPackage() {
    Set<String> taken = new HashSet<>(Set.of("site"));
    assertThat(SiteMonthsTable.name("new_bup", taken)).isEqualTo("new_bup");
    assertThat(SiteMonthsTable.name("site", taken)).isEqualTo("m_site");
    String longKey = "people_found_to_have_opioid_use_disorder";
    String first = SiteMonthsTable.name(longKey, taken);
    String second = SiteMonthsTable.name(longKey, taken);
    assertThat(first).hasSizeLessThanOrEqualTo(32).isNotEqualTo(second);
  }
}
