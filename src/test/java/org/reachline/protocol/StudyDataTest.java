package org.reachline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.file.StudyFileReader;

/** The lists beside the study files fit them, so that the product's own imports can take them. */
class StudyDataTest {

  private static List<NamedCsvRecord> rows(String slug, String file) throws IOException {
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(Path.of("studies", slug, "data", file))) {
      return csv.stream().toList();
    }
  }

  private static StudyFile study(String slug) throws IOException {
    return StudyFileReader.read(Path.of("studies", slug, "study.yaml")).orThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"trial-sim48", "proud-primary-care"})
  void allocatesEveryEnrolledUnitOnceToAKnownArmStratumAndPair(String slug) throws IOException {
    StudyFile study = study(slug);
    List<String> sites = rows(slug, "sites.csv").stream().map(r -> r.getField("code")).toList();
    assertThat(sites).doesNotHaveDuplicates();
    assertThat(rows(slug, "enrolment.csv")).extracting(r -> r.getField("site")).isEqualTo(sites);
    List<NamedCsvRecord> allocation = rows(slug, "allocation.csv");
    assertThat(allocation).extracting(r -> r.getField("unit")).isEqualTo(sites);
    Set<String> strata = keys(study.allocation().strata());
    Set<String> pairs = keys(study.allocation().pairs());
    assertThat(allocation).allMatch(r -> study.findArm(r.getField("arm")).isPresent());
    assertThat(allocation)
        .allMatch(r -> strata.isEmpty() || strata.contains(r.getField("stratum")))
        .allMatch(r -> pairs.isEmpty() || pairs.contains(r.getField("pair")));
    assertThat(rows(slug, "sites.csv"))
        .allMatch(r -> keys(study.siteTypes()).contains(r.getField("type")));
  }

  // Blinded people read codes and names of sites.
  @Test
  void namesNoClinicAfterItsArm() throws IOException {
    StudyFile study = study("proud-primary-care");
    Map<String, String> arms = new HashMap<>();
    rows("proud-primary-care", "allocation.csv")
        .forEach(r -> arms.put(r.getField("unit"), r.getField("arm")));
    Set<String> armsOfClinicA = new HashSet<>();
    for (NamedCsvRecord site : rows("proud-primary-care", "sites.csv")) {
      String words = site.getField("code") + " " + site.getField("name");
      assertThat(study.arms())
          .noneMatch(arm -> words.contains(arm.key()) || words.contains(arm.label()));
      if (site.getField("name").endsWith("clinic A")) {
        armsOfClinicA.add(arms.get(site.getField("code")));
      }
    }
    // Nor does the letter stand for an arm.
    assertThat(armsOfClinicA).hasSize(2);
  }

  @Test
  void reportsEveryMonthOfTheFortyEightJailsAndBreaksNoCheck() throws IOException {
    StudyFile study = study("trial-sim48");
    List<NamedCsvRecord> rows = rows("trial-sim48", "reach.csv");
    assertThat(rows).hasSize(48 * 30);
    assertThat(rows.stream().map(r -> r.getField("site") + r.getField("month")))
        .doesNotHaveDuplicates();
    for (NamedCsvRecord row : rows) {
      Map<String, BigDecimal> values = new HashMap<>();
      study.measures().forEach(m -> values.put(m.key(), new BigDecimal(row.getField(m.key()))));
      assertThat(study.findPhase(Integer.parseInt(row.getField("month")))).isPresent();
      study
          .checks()
          .forEach(c -> assertThat(c.rule().holds(values)).as(row + " " + c.rule()).contains(true));
    }
  }

  // PMC11584924, table zoi241341t3: change with the nurse care manager less change with usual care.
  @Test
  void givesTheSixPublishedDifferencesWithinRounding() throws IOException {
    StudyFile study = study("proud-primary-care");
    Analysis analysis = study.findAnalysis("change_by_system").orElseThrow();
    Map<String, BigDecimal> rate = new HashMap<>();
    for (NamedCsvRecord row : rows("proud-primary-care", "reach.csv")) {
      String cell = row.getField("site") + " " + row.getField("phase");
      rate.put(cell, new BigDecimal(row.getField(analysis.outcome())));
    }
    Map<String, BigDecimal> difference = new HashMap<>();
    for (NamedCsvRecord row : rows("proud-primary-care", "allocation.csv")) {
      String unit = row.getField("unit");
      BigDecimal change =
          rate.get(unit + " " + analysis.phase())
              .subtract(rate.get(unit + " " + analysis.baselinePhase().orElseThrow()));
      boolean treated = row.getField("arm").equals(analysis.treatmentArm().orElseThrow());
      difference.merge(row.getField("pair"), treated ? change : change.negate(), BigDecimal::add);
    }
    double[] published = {45.6, 10.2, -10.5, -4.4, 9.5, 19.3};
    for (int system = 0; system < published.length; system++) {
      String pair = study.allocation().pairs().get(system).key();
      // Four rates rounded to 0.1 each can move a difference by 0.2; the table is within 0.1.
      assertThat(difference.get(pair).doubleValue()).isCloseTo(published[system], within(0.1001));
    }
  }

  private static Set<String> keys(List<Term> terms) {
    return terms.stream().map(Term::key).collect(Collectors.toSet());
  }
}
