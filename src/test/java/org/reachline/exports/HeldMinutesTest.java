package org.reachline.exports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.reachline.personas.AsResearcher;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;

/** The minutes of attendance.csv can be told as a share of the time that a session was held. */
@QuarkusTest
class HeldMinutesTest {
  private final EchoTrial trial = EchoTrial.planned();

  private void does(int index, Consumer<EchoSession> act) {
    QuarkusTransaction.requiringNew()
        .run(() -> act.accept(EchoSession.findById(trial.sessions().get(index))));
  }

  private void heldFor(int index, Duration time) {
    does(
        index,
        session -> {
          session.open(session.startsAt.minusSeconds(120));
          session.close(session.startsAt.plus(time));
        });
  }

  @Test
  @AsResearcher
  void areOfTheTimeReallyHeldAndEmptyUntilThen() throws IOException {
    heldFor(0, Duration.ofMinutes(20));
    heldFor(1, Duration.ofMinutes(90));
    heldFor(2, Duration.ofMinutes(40));
    does(2, session -> session.reopen(session.endsAt()));
    does(3, session -> session.open(session.startsAt));
    heldFor(4, Duration.ZERO);
    List<NamedCsvRecord> sessions = sessions();
    int planned = Integer.parseInt(sessions.get(0).getField("duration_minutes"));
    assertThat(sessions.stream().map(s -> s.getField("held_minutes")).limit(6))
        .containsExactly("20", String.valueOf(planned), "", "", "0", "");
    assertThat(sessions.get(0).getHeader()).endsWith("program", "held_minutes");
  }

  private List<NamedCsvRecord> sessions() throws IOException {
    byte[] zip =
        given()
            .get("/api/studies/" + trial.trial().slug() + "/exports/zip")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals("sessions.csv")) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
            return rows.stream().toList();
          }
        }
      }
    }
    throw new AssertionError("no sessions.csv");
  }
}
