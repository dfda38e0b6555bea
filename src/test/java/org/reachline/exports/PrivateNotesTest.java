package org.reachline.exports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.coaching.TestContacts;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.PrivateNote;
import org.reachline.personas.AsClinician;
import org.reachline.personas.AsResearcher;

/** A coach's private note leaves by no door: not in any table of an export, page or answer. */
@QuarkusTest
class PrivateNotesTest {
  private static final String SECRET = "The sheriff is against it, off the record";

  private Trial trial;
  private long contact;

  @BeforeEach
  void aContactWithAPrivateNote() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(LocalDate.now().minusMonths(3))
            .allocatedTo("HIGH")
            .coached()
            .staffed()
            .save();
    contact =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  CoachingContact held =
                      TestContacts.held(
                          trial, "WI-DANE", "kickoff@1", LocalDate.now().minusMonths(2), 60);
                  PrivateNote note = new PrivateNote();
                  note.contact = held;
                  note.text = SECRET;
                  note.writtenAt = Instant.now();
                  note.writtenBy = TrialBuilder.COACH;
                  note.persist();
                  return held.id;
                });
  }

  @Test
  @AsResearcher
  void theResearchersExportHasNoneOfIt() throws IOException {
    byte[] zip =
        given()
            .get("/api/studies/" + trial.slug() + "/exports/zip")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    int tables = 0;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        tables++;
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .as(e.getName())
            .doesNotContain(SECRET);
      }
    }
    assertThat(tables).isGreaterThan(5);
  }

  @Test
  @AsClinician
  void theClinicianFindsItOnNoPageAndInNoAnswer() {
    String site = trial.path() + "/coaching/" + trial.code("WI-DANE");
    for (String path :
        new String[] {
          site + "/contacts/" + contact, "/api" + site + "/contacts/" + contact, site
        }) {
      given().get(path).then().statusCode(200).body(not(containsString(SECRET)));
    }
    given().get("/api" + site + "/contacts").then().body(not(containsString(SECRET)));
    given().get("/api/studies/" + trial.slug() + "/exports/zip").then().statusCode(403);
  }
}
