package org.reachline.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reachline.base.PartUsage;
import org.reachline.sessions.EchoTrial;

/** Who has a part is asked of the day at the site, in every zone and at every hour of a day. */
@QuarkusTest
class AffiliationDaysTest {
  private static final long FIRST = 770_000_000L;

  /** Long enough ago that Java and the database have the same rules for it. */
  private static final LocalDate LAST = LocalDate.of(2024, 11, 1);

  @Inject PartUsage usage;
  @Inject EntityManager database;

  @Test
  void aPlaceHoldsToTheEndOfItsLastDayAtTheSite() {
    List<String> zones = zones();
    List<Long> sites = IntStream.range(0, zones.size()).mapToObj(i -> FIRST + i).toList();
    assertThat(zones).hasSizeGreaterThan(300);
    QuarkusTransaction.begin();
    try {
      for (int i = 0; i < zones.size(); i++) {
        sql(
            "insert into site (id, code, name, type, state, zone, version) values (?1, ?2, ?2,"
                + " 'jail', 'WI', ?3, 0)",
            FIRST + i,
            "ZZ-" + i,
            zones.get(i));
        sql(
            "insert into person (id, email, name, zone, blinded, version) values (?1, ?2, ?2, ?3, true, 0)",
            FIRST + i,
            i + "@zones.example",
            zones.get(i));
        sql(
            "insert into affiliation (id, person_id, site_id, part, from_date, until_date, version)"
                + " values (?1, ?1, ?1, 'zone_keeper', ?2, ?2, 0)",
            FIRST + i,
            LAST);
      }
      Instant first = Instant.parse("2024-10-31T00:00:00Z");
      for (int half = 0; half < 3 * 48; half++) {
        Instant now = first.plus(Duration.ofMinutes(30L * half));
        EchoTrial.at(now);
        long there =
            zones.stream()
                .filter(z -> !now.atZone(ZoneId.of(z)).toLocalDate().isAfter(LAST))
                .count();
        assertThat(usage.countByPart(sites))
            .as(now.toString())
            .isEqualTo(there == 0 ? Map.of() : Map.of("zone_keeper", there));
      }
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  /** Those that Java and the database both know: nearly all. */
  private List<String> zones() {
    List<String> zones = new ArrayList<>();
    for (Object name :
        database
            .createNativeQuery("select name from pg_timezone_names order by name")
            .getResultList()) {
      if (ZoneId.getAvailableZoneIds().contains(name.toString())) {
        zones.add(name.toString());
      }
    }
    return zones;
  }

  private void sql(String statement, Object... values) {
    var query = database.createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    query.executeUpdate();
  }
}
