package org.reachline.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.comparison.months.MonthState;
import org.reachline.comparison.months.SiteMonth;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.CsvTable;
import org.reachline.stats.table.Table;

/**
 * The simulated trial of 48 sites and what R says of it: reference/trial_sim48/expected.json, made
 * with R 4.2.2, lm() on one row per site.
 */
public final class Sim48 {
  static final Path FOLDER = Path.of("src/test/resources/reference/trial_sim48");

  private Sim48() {}

  public static StudyFile file() {
    return study("trial-sim48");
  }

  public static StudyFile study(String slug) {
    try {
      return StudyFileReader.read(Path.of("studies", slug, "study.yaml")).orThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The block cluster_level_ancova. */
  public static JsonNode expected() {
    return fit("cluster_level_ancova").get("expected");
  }

  /** The block of this name. */
  static JsonNode fit(String id) {
    try {
      JsonNode all = new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile());
      for (JsonNode fit : all.get("fits")) {
        if (fit.get("id").asText().equals(id)) {
          return fit;
        }
      }
      throw new IllegalStateException("no " + id + " in expected.json");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The data set as site-months, every report handed in. */
  public static List<SiteMonth> rows() {
    Table data;
    try {
      data = CsvTable.read(FOLDER.resolve("data.csv"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    List<SiteMonth> rows = new ArrayList<>();
    for (int i = 0; i < data.rows(); i++) {
      Map<String, BigDecimal> values = new LinkedHashMap<>();
      for (String measure : List.of("adp", "eligible", "new_bup", "new_total")) {
        Column column = data.column(measure);
        if (!column.isMissing(i)) {
          values.put(measure, BigDecimal.valueOf(column.number(i)));
        }
      }
      int month = (int) data.column("month").number(i);
      rows.add(
          new SiteMonth(
              data.column("site_id").word(i),
              data.column("site_id").word(i),
              "jail",
              month,
              month <= 12 ? "baseline" : month <= 24 ? "intervention" : "sustainment",
              Optional.of(data.column("arm").word(i)),
              Optional.of(data.column("stratum").word(i)),
              Optional.empty(),
              MonthState.REPORTED,
              values,
              Map.of()));
    }
    return rows;
  }
}
