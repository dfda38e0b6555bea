package org.reachline.stats.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.rng.simple.RandomSource;
import org.reachline.stats.Contrast;
import org.reachline.stats.simulation.SimulatedTrials;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/** What must not change the answer does not, beyond 1e-9. */
class InvariancePropertyTest {
  private static final double CLOSE = 1e-9;

  private static Table trial(long seed) {
    return new SimulatedTrials(16, 6, 2.5, 0.2, 0.1)
        .draw(RandomSource.XO_RO_SHI_RO_128_PP.create(seed));
  }

  private static GeeAnswer gee(Table table, int structure) {
    return Gee.poisson()
        .formula("y ~ high * echo + stratum + log_base_rate")
        .offset("log(adp/100)")
        .cluster("site")
        .wave("month")
        .correlation(WorkingCorrelation.values()[structure])
        .contrast(Contrast.of("high"))
        .fit(table)
        .get();
  }

  private static void sameGee(GeeAnswer a, GeeAnswer b) {
    same(a.coefficients(), b.coefficients());
    assertEquals(a.phi(), b.phi(), CLOSE * a.phi());
    assertEquals(a.alpha().orElse(0), b.alpha().orElse(0), CLOSE);
    for (Correction kind : Correction.values()) {
      same(a.covariances().get(kind).standardErrors(), b.covariances().get(kind).standardErrors());
    }
  }

  private static void same(Map<String, Double> a, Map<String, Double> b) {
    a.forEach(
        (name, value) ->
            assertEquals(value, b.get(name), CLOSE * Math.max(1, Math.abs(value)), name));
  }

  private static Table shuffled(Table table, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, table.rows()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return table.select(order.stream().mapToInt(Integer::intValue).toArray());
  }

  @Property(tries = 25)
  void rowOrderChangesNothing(
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed,
      @ForAll @IntRange(max = 2) int structure) {
    Table table = trial(seed);
    sameGee(gee(table, structure), gee(shuffled(table, seed + 1), structure));
  }

  @Property(tries = 25)
  void siteLabelsChangeNothing(
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed,
      @ForAll @IntRange(max = 2) int structure) {
    Table table = trial(seed);
    String[] renamed =
        IntStream.range(0, table.rows())
            .mapToObj(
                row ->
                    "prison "
                        + (char)
                            ('z' - Integer.parseInt(table.column("site").word(row).substring(1))))
            .toArray(String[]::new);
    sameGee(gee(table, structure), gee(table.with(Column.ofWords("site", renamed)), structure));
  }

  @Property(tries = 10)
  void aWaveThatIsAlsoAFactorKeepsItsTimes(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
    Table table = trial(seed);
    Gee plain = byMonth("factor(month)");
    Gee stated = byMonth("month").levels(Map.of("month", List.of("1", "2", "3", "4", "5", "6")));
    GeeAnswer a = plain.fit(table).get();
    GeeAnswer b = stated.fit(table).get();
    assertEquals(a.alpha().orElseThrow(), b.alpha().orElseThrow(), CLOSE);
    assertEquals(a.coefficients().get("factor(month)3"), b.coefficients().get("month3"), CLOSE);
  }

  private static Gee byMonth(String term) {
    return Gee.poisson()
        .formula("y ~ high + " + term)
        .offset("log(adp/100)")
        .cluster("site")
        .wave("month")
        .correlation(WorkingCorrelation.AR1);
  }

  @Property(tries = 15)
  void factorCodingChangesNoContrastBetweenArms(
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
    Table numbers = trial(seed);
    String[] words =
        IntStream.range(0, numbers.rows())
            .mapToObj(row -> numbers.column("high").number(row) == 1 ? "high" : "low")
            .toArray(String[]::new);
    Table table = numbers.with(Column.ofWords("dose", words));
    Gee lowFirst =
        recoded().levels(Map.of("dose", List.of("low", "high"))).contrast(Contrast.of("dosehigh"));
    Gee highFirst =
        recoded()
            .levels(Map.of("dose", List.of("high", "low")))
            .contrast(new Contrast("dosehigh", Map.of("doselow", -1.0)));
    GeeAnswer a = lowFirst.fit(table).get();
    GeeAnswer b = highFirst.fit(table).get();
    for (Correction kind :
        List.of(Correction.NAIVE, Correction.ROBUST, Correction.KC, Correction.MD)) {
      var first = a.contrasts().get("dosehigh").get(kind);
      var second = b.contrasts().get("dosehigh").get(kind);
      assertEquals(first.value(), second.value(), CLOSE);
      assertEquals(first.se().orElseThrow(), second.se().orElseThrow(), CLOSE);
    }
  }

  private static Gee recoded() {
    return Gee.poisson()
        .formula("y ~ dose + echo + stratum + log_base_rate")
        .offset("log(adp/100)")
        .cluster("site")
        .wave("month");
  }

  @Property(tries = 20)
  void tenTimesTheExposureMovesOnlyTheIntercept(
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
    Table table = trial(seed);
    double[] tenfold =
        IntStream.range(0, table.rows())
            .mapToDouble(r -> 10 * table.column("adp").number(r))
            .toArray();
    Table more = table.with(Column.ofNumbers("adp", tenfold));
    GeeAnswer a = gee(table, 1);
    GeeAnswer b = gee(more, 1);
    moved(a.coefficients(), b.coefficients());
    GlmmAnswer c = glmm(table);
    GlmmAnswer d = glmm(more);
    moved(c.coefficients(), d.coefficients());
    assertEquals(c.sdRandom(), d.sdRandom(), CLOSE);
    assertEquals(c.logLikelihood(), d.logLikelihood(), 1e-8);
  }

  private static void moved(Map<String, Double> a, Map<String, Double> b) {
    a.forEach(
        (name, value) ->
            assertEquals(
                value - (name.equals("(Intercept)") ? Math.log(10) : 0), b.get(name), CLOSE, name));
  }

  private static GlmmAnswer glmm(Table table) {
    return Glmm.poisson()
        .formula("y ~ high * echo + log_base_rate")
        .offset("log(adp/100)")
        .cluster("site")
        .nodes(9)
        .fit(table)
        .get();
  }

  @Property(tries = 15)
  void mixedModelsDoNotMindRowOrder(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
    Table table = trial(seed);
    GlmmAnswer a = glmm(table);
    GlmmAnswer b = glmm(shuffled(table, seed));
    same(a.coefficients(), b.coefficients());
    assertEquals(a.sdRandom(), b.sdRandom(), CLOSE);
  }

  @Property(tries = 15)
  void shiftingACovariateMovesOnlyTheIntercept(
      @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
    Table table = trial(seed);
    double[] years =
        Arrays.stream(IntStream.range(0, table.rows()).toArray())
            .mapToDouble(r -> 2020 + table.column("month").number(r) / 12)
            .toArray();
    Table dated = table.with(Column.ofNumbers("year", years));
    Glm.Answer far = Glm.poisson().formula("y ~ high + year").fit(dated).get();
    Glm.Answer near = Glm.poisson().formula("y ~ high + I(year - 2020)").fit(dated).get();
    assertEquals(far.coefficients().get("high"), near.coefficients().get("high"), CLOSE);
    assertEquals(far.coefficients().get("year"), near.coefficients().get("I(year - 2020)"), CLOSE);
    assertEquals(
        far.covariance().standardErrors().get("year"),
        near.covariance().standardErrors().get("I(year - 2020)"),
        CLOSE);
  }
}
