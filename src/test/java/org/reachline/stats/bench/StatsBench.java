package org.reachline.stats.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reachline.stats.Contrast;
import org.reachline.stats.Outcome;
import org.reachline.stats.model.Gee;
import org.reachline.stats.model.GeeAnswer;
import org.reachline.stats.model.Glm;
import org.reachline.stats.model.Glmm;
import org.reachline.stats.permutation.TrialPermutation;
import org.reachline.stats.permutation.TrialPermutation.Statistic;
import org.reachline.stats.reference.LargeReferenceTest;
import org.reachline.stats.simulation.SimulatedTrials;
import org.reachline.stats.table.CsvTable;
import org.reachline.stats.table.Table;

/**
 * Times the statistics on this machine and prints medians after a warm-up. Not a test; run by the
 * command that docs/reference/statistics.md names, on an otherwise idle machine.
 */
@Tag("bench")
class StatsBench {
  private static final Path REFERENCE = Path.of("src/test/resources/reference");
  private static final String FORMULA = "new_total ~ high * echo + stratum + log_base_rate";
  private static final String ROWS = "phase == 'intervention' and new_total not missing";
  private static final PrintStream OUT = System.out;

  private interface Work {
    Object run();
  }

  /** Prints one line per task; -Dbench.small leaves out the large data set. */
  @Test
  void printsMedians() throws Exception {
    OUT.printf("Java %s, %s%n", System.getProperty("java.version"), System.getProperty("os.arch"));
    small(CsvTable.read(REFERENCE.resolve("trial_sim48/data.csv")));
    if (System.getProperty("bench.small") == null) {
      large(
          LargeReferenceTest.withBaseRate(
              CsvTable.read(REFERENCE.resolve("large_3100x60/data.csv.gz"))));
    }
  }

  private static void small(Table trial) {
    Contrast high = new Contrast("high", Map.of("high", 1.0, "high:echo", 0.5));
    time(
        "GEE Poisson, all corrections, 48 sites x 12",
        300,
        101,
        () -> ask(Gee.poisson().contrast(high), trial));
    time(
        "GEE NB with theta, all corrections",
        300,
        101,
        () -> ask(Gee.negativeBinomial().contrast(high), trial));
    time(
        "GLM NB",
        300,
        101,
        () ->
            Glm.negativeBinomial()
                .formula(FORMULA)
                .offset("log(adp/100)")
                .rows(ROWS)
                .fit(trial)
                .get());
    time("GLMM Poisson, 25 nodes", 60, 51, () -> mixed(Glmm.poisson(), trial));
    time("GLMM NB, 25 nodes", 60, 51, () -> mixed(Glmm.negativeBinomial(), trial));
    TrialPermutation question =
        TrialPermutation.of("high")
            .cluster("site_id")
            .within(List.of("stratum", "echo"))
            .nullModel("new_total ~ stratum + log_base_rate", "log(adp/100)")
            .rows(ROWS);
    TrialPermutation.Units units = question.units(trial).get();
    time(
        "10,000 permutations of the site statistic",
        50,
        51,
        () -> units.test(Statistic.LOG_RATIO, 0.95).monteCarlo(units.scheme(), 10_000, 1));
    time("200 power replicates: generate and fit NB GEE", 3, 5, () -> power(200));
  }

  private static Object power(int replicates) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(7L);
    int rejected = 0;
    for (int i = 0; i < replicates; i++) {
      Table table = new SimulatedTrials(48, 12, 4, 0.3, 0.18).draw(random);
      Outcome<GeeAnswer> answer =
          Gee.negativeBinomial()
              .formula("y ~ high * echo + stratum + log_base_rate")
              .offset("log(adp/100)")
              .cluster("site")
              .wave("month")
              .contrast(new Contrast("high", Map.of("high", 1.0, "high:echo", 0.5)))
              .fit(table);
      rejected +=
          answer.isAnswered()
                  && answer.get().estimate("high").orElseThrow().pValue().orElse(1) < 0.05
              ? 1
              : 0;
    }
    return rejected;
  }

  private static Object ask(Gee gee, Table trial) {
    return gee.formula(FORMULA)
        .offset("log(adp/100)")
        .cluster("site_id")
        .wave("month")
        .rows(ROWS)
        .fit(trial)
        .get();
  }

  private static Object mixed(Glmm glmm, Table trial) {
    return glmm.formula(FORMULA)
        .offset("log(adp/100)")
        .cluster("site_id")
        .rows(ROWS)
        .fit(trial)
        .get();
  }

  private static void large(Table table) {
    OUT.printf("large: %d rows%n", table.rows());
    time("GLM Poisson, 3,100 sites x 60", 1, 3, () -> largeGlm(Glm.poisson(), table));
    time(
        "GEE Poisson exchangeable, all corrections, large",
        1,
        3,
        () -> largeGee(Gee.poisson(), table));
    time("GLM NB, large", 1, 3, () -> largeGlm(Glm.negativeBinomial(), table));
    time("GLMM NB Laplace, large", 0, 1, () -> largeMixed(Glmm.negativeBinomial().nodes(1), table));
    time("GLMM NB 25 nodes, large", 0, 1, () -> largeMixed(Glmm.negativeBinomial(), table));
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    OUT.printf(
        Locale.ROOT,
        "heap after the large fits: %d MB%n",
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
  }

  private static Object largeGlm(Glm glm, Table table) {
    return glm.formula(FORMULA).offset("log(adp/100)").fit(table).get();
  }

  private static Object largeGee(Gee gee, Table table) {
    return gee.formula(FORMULA)
        .offset("log(adp/100)")
        .cluster("site_id")
        .wave("month")
        .fit(table)
        .get();
  }

  private static Object largeMixed(Glmm glmm, Table table) {
    return glmm.formula(FORMULA).offset("log(adp/100)").cluster("site_id").fit(table).get();
  }

  private static void time(String task, int warmUp, int runs, Work work) {
    Object kept = null;
    for (int i = 0; i < warmUp; i++) {
      kept = work.run();
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] wall = new double[runs];
    double[] cpu = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      long begun = threads.getCurrentThreadCpuTime();
      kept = work.run();
      cpu[i] = (threads.getCurrentThreadCpuTime() - begun) / 1e6;
      wall[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(wall);
    Arrays.sort(cpu);
    OUT.printf(
        Locale.ROOT,
        "%-52s %9.2f ms, %9.2f ms of processor time (medians of %d)%s%n",
        task,
        wall[runs / 2],
        cpu[runs / 2],
        runs,
        kept == null ? " nothing" : "");
  }
}
