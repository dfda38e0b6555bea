package org.reachline.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.test.TestTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reachline.protocol.StudyFile;
import org.reachline.reach.reports.CellState;
import org.reachline.reach.reports.OwedReports;
import org.reachline.sites.Site;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * What the database sums is what one gets by looking at every site and month: of random sites in
 * several zones, with and without a start, enrolled late, with partners that joined later,
 * withdrawn and enrolled again, whose reports are in every state.
 */
@QuarkusTest
class CompletenessGridTest {
  private static final long FIRST = 800_000_000;
  private static final int UNITS = 40;
  private static final String[] ZONES = {
    "America/Chicago", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "Asia/Kolkata"
  };

  @Inject EntityManager database;
  @Inject Protocols protocols;

  @ParameterizedTest
  @CsvSource({
    "jail-moud-coaching-echo, 1, 2026-03-31T23:30:00Z",
    "jail-moud-coaching-echo, 2, 2026-02-28T10:30:00Z",
    "jail-moud-coaching-echo, 3, 2028-02-29T12:00:00Z",
    "oend-naloxone, 4, 2026-01-01T00:10:00Z",
    "proud-primary-care, 5, 2026-06-30T11:00:00Z",
    "proud-primary-care, 6, 2026-12-31T11:59:00Z"
  })
  @TestTransaction
  void databaseSumsWhatOneCounts(String file, int seed, Instant now) {
    Study study = aTrial(file).save().study();
    StudyFile protocol = protocols.fileOf(Study.<Study>findById(study.id));
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    fill(study, protocol, new Random(seed), now);
    Study asked = Study.findById(study.id);
    List<Long> some = new ArrayList<>();
    for (long site = FIRST; site < FIRST + UNITS * 3; site += 3) {
      some.add(site);
    }
    for (Collection<Long> only : Arrays.asList(null, some, List.<Long>of())) {
      Predicate<Site> shown = site -> only == null || only.contains(site.id);
      GridByHand hand = new GridByHand(asked, protocol, shown, only, clock);
      CompletenessGrid grid = new CompletenessGrid(asked, protocol, only, clock);
      isTheSame(hand, grid, new OwedReports(asked, protocol, only, clock));
    }
  }

  private static void isTheSame(GridByHand hand, CompletenessGrid grid, OwedReports owed) {
    for (String text : List.of("", "rnd-00", "Number 1", "%", "nowhere")) {
      assertThat(grid.count(text, OwedReports.Show.ALL)).isEqualTo(hand.count(text));
      for (int offset : new int[] {0, 20, 5000}) {
        Completeness all = hand.page(text, 0, 5000);
        Completeness is = grid.page(text, OwedReports.Show.ALL, offset, 20);
        assertThat(is.all()).isEqualTo(all.all());
        assertThat(is.months()).isEqualTo(all.months());
        assertThat(words(is.sites())).isEqualTo(words(hand.page(text, offset, 20).sites()));
        List<String> onPage = is.sites().stream().map(row -> row.site().code).toList();
        assertThat(words(is.earlier()))
            .isEqualTo(
                words(
                    all.earlier().stream()
                        .filter(row -> onPage.contains(row.site().code))
                        .toList()));
      }
    }
    List<CompletenessGrid.Waiting> waiting = hand.waiting(site -> true);
    assertThat(owed.waiting()).isEqualTo(waiting.size());
    assertThat(grid.waiting(7).all()).isEqualTo(waiting.size());
    assertThat(told(grid.waiting(5000).lines())).isEqualTo(told(waiting));
    assertThat(told(grid.waiting(7).lines()))
        .isEqualTo(told(waiting.subList(0, Math.min(7, waiting.size()))));
    assertThat(told(grid.mostUrgent(9).lines()))
        .isEqualTo(
            told(
                waiting.stream()
                    .sorted(Comparator.comparing(one -> one.state() != CellState.LATE))
                    .limit(9)
                    .toList()));
    Map<String, List<CompletenessGrid.Waiting>> late = new LinkedHashMap<>();
    waiting.stream()
        .filter(one -> one.state() == CellState.LATE)
        .forEach(one -> late.computeIfAbsent(one.site().code, c -> new ArrayList<>()).add(one));
    List<String> lines =
        late.values().stream()
            .sorted((a, b) -> b.size() - a.size())
            .map(
                own ->
                    "%s %d from %s to %s"
                        .formatted(
                            own.get(0).site().code,
                            own.size(),
                            own.get(0).period().from(),
                            own.get(0).period().to()))
            .toList();
    OwedReports.First<OwedReports.Behind> behind = owed.firstLate(5000);
    assertThat(behind.all()).isEqualTo(lines.size());
    assertThat(
            behind.lines().stream()
                .map(b -> "%s %d from %s to %s".formatted(b.code(), b.reports(), b.from(), b.to())))
        .containsExactlyElementsOf(lines);
    assertThat(grid.count("", OwedReports.Show.LATE)).isEqualTo(late.size());
    assertThat(
            words(grid.page("", OwedReports.Show.LATE, 0, 5000).sites()).stream()
                .map(row -> row.replaceFirst(" .*", "")))
        .containsExactlyInAnyOrderElementsOf(late.keySet());
    assertThat(grid.count("", OwedReports.Show.WAITING))
        .isEqualTo(waiting.stream().map(one -> one.site().code).distinct().count());
    assertThat(grid.count("", OwedReports.Show.SUBMITTED))
        .isEqualTo(
            hand.page("", 0, 5000).sites().stream()
                .filter(row -> row.cells().stream().anyMatch(c -> c.state() == CellState.SUBMITTED))
                .count());
  }

  private static List<String> words(List<Completeness.SiteRow> rows) {
    return rows.stream()
        .map(
            row ->
                row.site().code
                    + " "
                    + row.enrolment().id
                    + " "
                    + row.rate()
                    + row.cells().stream().map(c -> c.inWords() + c.onTime() + c.open()).toList())
        .toList();
  }

  private static List<String> told(List<CompletenessGrid.Waiting> waiting) {
    return waiting.stream()
        .map(one -> one.site().code + " " + one.period().studyMonth() + " " + one.state())
        .toList();
  }

  /** Units of a leading site and two partners each; every third is withdrawn, some came back. */
  private void fill(Study study, StudyFile file, Random chance, Instant now) {
    List<String> types =
        new ArrayList<>(file.siteTypes().stream().map(type -> type.key()).toList());
    types.add("elsewhere");
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    for (int unit = 0; unit < UNITS; unit++) {
      long lead = FIRST + unit * 3L;
      for (int k = 0; k < 3; k++) {
        run(
            "insert into site (id, code, name, type, state, zone, version) values (%d, '%s', '%s',"
                + " '%s', 'WI', '%s', 0)",
            lead + k,
            "RND-%03d".formatted((unit * 7 + k * 31) % 500 + k * 500),
            "Number " + unit + "." + k,
            types.get(chance.nextInt(types.size())),
            ZONES[chance.nextInt(ZONES.length)]);
      }
      int stays = 1 + chance.nextInt(3) / 2;
      for (int stay = 0; stay < stays; stay++) {
        boolean last = stay == stays - 1;
        LocalDate start = today.minusDays(chance.nextInt(900));
        LocalDate enrolled = start.plusDays(chance.nextInt(200) - 120);
        LocalDate left =
            last && chance.nextInt(3) > 0 ? null : enrolled.plusDays(chance.nextInt(500));
        long enrolment = FIRST + unit * 3L + stay;
        run(
            "insert into enrolment (id, study_id, study_version_id, unit_site_id, enrolled_on,"
                + " started_on, withdrawn_on, withdrawal_reason, version) values (%d, %d, %d, %d,"
                + " '%s', %s, %s, %s, 0)",
            enrolment,
            study.id,
            study.current.id,
            lead,
            enrolled,
            chance.nextInt(6) == 0 ? "null" : "'" + start + "'",
            left == null ? "null" : "'" + left + "'",
            left == null ? "null" : "'Left'");
        for (int k = 0; k < 3; k++) {
          if (k > 0 && chance.nextInt(4) == 0) {
            continue;
          }
          run(
              "insert into enrolment_member (enrolment_id, site_id) values (%d, %d)",
              enrolment, lead + k);
          if (k > 0 && chance.nextBoolean()) {
            run(
                "insert into enrolment_joined (enrolment_id, site_id, joined_on) values (%d, %d,"
                    + " '%s')",
                enrolment, lead + k, enrolled.plusDays(chance.nextInt(300)));
          }
          reports(study, file, enrolment, lead + k, start, chance);
        }
      }
    }
  }

  private void reports(
      Study study, StudyFile file, long enrolment, long site, LocalDate start, Random chance) {
    for (int month = file.firstMonth(); month <= file.lastMonth(); month++) {
      int state = chance.nextInt(5);
      if (state > 2) {
        continue;
      }
      LocalDate to = start.plusMonths(month).minusDays(1);
      Instant handedIn =
          to.plusDays(chance.nextInt(30))
              .atStartOfDay(ZoneOffset.UTC)
              .toInstant()
              .plusSeconds(chance.nextInt(86_400));
      run(
          "insert into site_report (id, study_id, site_id, enrolment_id, study_version_id,"
              + " study_month, period_from, period_to, state, measured, worded, submitted_at,"
              + " submitted_by, locked_at, locked_by, changed_at, changed_by, version) values (%d,"
              + " %d, %d, %d, %d, %d, '%s', '%s', '%s', '{}', '{}', %s, %s, %s, %s, now(),"
              + " 'system', 0)",
          enrolment * 1000 + (site - FIRST) % 3 * 300 + month + 100,
          study.id,
          site,
          enrolment,
          study.current.id,
          month,
          start.plusMonths(month - 1L),
          to,
          new String[] {"DRAFT", "SUBMITTED", "LOCKED"}[state],
          // A draft that was handed in and opened again keeps its day.
          state > 0 || chance.nextInt(4) == 0 ? "'" + handedIn + "'" : "null",
          state > 0 ? "'system'" : "null",
          state == 2 ? "now()" : "null",
          state == 2 ? "'system'" : "null");
    }
  }

  private void run(String sql, Object... words) {
    database.createNativeQuery(sql.formatted(words)).executeUpdate();
  }
}
