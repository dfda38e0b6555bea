package org.reachline.cli.simulate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.dose.StudyMonth;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;

/**
 * Makes the monthly reports: the numbers as the truths have them, then what people did with the
 * form.
 */
final class ReportSimulator {

  /** A report has long been looked at by then. */
  private static final int LOCKED_AFTER_DAYS = 45;

  private final StudyFile study;
  private final Truths truths;
  private final long seed;
  private final LocalDate asOf;
  private final UnitSimulator.Made made;

  ReportSimulator(
      StudyFile study, Truths truths, long seed, LocalDate asOf, UnitSimulator.Made made) {
    this.study = study;
    this.truths = truths;
    this.seed = seed;
    this.asOf = asOf;
    this.made = made;
  }

  List<SimulatedTrial.Report> make() {
    List<SimulatedTrial.Report> reports = new ArrayList<>();
    List<String> silent =
        RandomStreams.of(seed, "silent")
            .shuffled(made.units().stream().map(SimulatedTrial.Unit::code).toList())
            .stream()
            .limit(truths.reports().silentUnits())
            .toList();
    for (SimulatedTrial.Unit unit : made.units()) {
      for (String code : unit.sites()) {
        report(unit, made.site(code), silent.contains(unit.code()), reports);
      }
    }
    return List.copyOf(reports);
  }

  private void report(
      SimulatedTrial.Unit unit,
      SimulatedTrial.Site site,
      boolean silent,
      List<SimulatedTrial.Report> into) {
    Arm arm = study.findArm(unit.arm()).orElseThrow();
    RandomStreams form = RandomStreams.of(seed, "form", site.code());
    int reported = StudyMonth.at(unit.startsOn(), asOf).number() - 1;
    int silentFrom =
        silent
            ? form.between(Math.max(2, reported - 8), Math.max(3, reported - 4))
            : Integer.MAX_VALUE;
    Map<String, Double> siteEffects = siteEffects(site);
    Map<String, RandomStreams> chances = new LinkedHashMap<>();
    truths
        .measures()
        .keySet()
        .forEach(key -> chances.put(key, RandomStreams.of(seed, "counts", key, site.code())));
    Map<String, BigDecimal> last = Map.of();
    for (int month = study.firstMonth(); month <= Math.min(study.lastMonth(), reported); month++) {
      Map<String, BigDecimal> values = values(site, arm, month, siteEffects, chances, last);
      last = values;
      boolean missing = form.happens(truths.reports().missingShare());
      boolean late = form.happens(truths.reports().lateShare());
      LocalDate end = StudyMonth.of(unit.startsOn(), month).lastDay();
      int due = study.reporting().dueAfterDays();
      int lateAfter = study.reporting().lateAfterDays();
      LocalDate submitted =
          end.plusDays(
              late
                  ? lateAfter + form.between(1, 25)
                  : form.between(Math.min(1, due), Math.max(1, due)));
      Map<String, BigDecimal> filled = blanked(values, form);
      boolean inSilence =
          month >= silentFrom && month < silentFrom + truths.reports().silentMonths();
      if (missing || inSilence || !submitted.isBefore(asOf)) {
        continue;
      }
      String state = submitted.plusDays(LOCKED_AFTER_DAYS).isBefore(asOf) ? "LOCKED" : "SUBMITTED";
      into.add(
          new SimulatedTrial.Report(site.code(), month, state, submitted, reporter(site), filled));
    }
  }

  private String reporter(SimulatedTrial.Site site) {
    List<SimulatedTrial.Person> staff =
        made.people().stream()
            .filter(
                person ->
                    person.site().equals(Optional.of(site.code()))
                        && person.role().equals("clinician"))
            .toList();
    // The file declares parts in its own order; the last one named is the one who keeps the
    // figures.
    return staff.isEmpty() ? "" : staff.get(staff.size() - 1).email();
  }

  private Map<String, Double> siteEffects(SimulatedTrial.Site site) {
    // One effect for the site, shared by its counts: a jail that starts many on one medication
    // starts many on all.
    double shared = RandomStreams.of(seed, "site", site.code()).normal();
    Map<String, Double> effects = new LinkedHashMap<>();
    truths
        .measures()
        .forEach(
            (key, truth) -> {
              if (truth instanceof Truths.CountTruth count) {
                effects.put(key, shared * count.siteLogSd());
              }
            });
    return effects;
  }

  private Map<String, BigDecimal> values(
      SimulatedTrial.Site site,
      Arm arm,
      int month,
      Map<String, Double> siteEffects,
      Map<String, RandomStreams> chances,
      Map<String, BigDecimal> last) {
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    List<Measure> waiting = new ArrayList<>(study.listMeasuresFor(site.type()));
    waiting.removeIf(measure -> measure.type() == MeasureType.TEXT);
    // A measure may rest on others that stand below it in the file, so go round until none is left.
    while (!waiting.isEmpty()) {
      int before = waiting.size();
      for (Measure measure : List.copyOf(waiting)) {
        if (waiting.stream().noneMatch(other -> restsOn(measure).contains(other.key()))) {
          // A sum over nothing or a division by 0 is left blank, as on a site's own form.
          value(measure, site, arm, month, siteEffects, chances, last, values)
              .ifPresent(value -> values.put(measure.key(), value));
          waiting.remove(measure);
        }
      }
      if (waiting.size() == before) {
        throw new IllegalArgumentException(
            "the truths of " + waiting.get(0).key() + " rest on themselves");
      }
    }
    return values;
  }

  /** The measures that must be known before this one. */
  private Collection<String> restsOn(Measure measure) {
    if (measure.computed().isPresent()) {
      return measure.computed().get().measures();
    }
    Truths.MeasureTruth truth = truths.measures().get(measure.key());
    if (truth instanceof Truths.OverTruth over) {
      return over.measures();
    }
    return truth instanceof Truths.StockTruth stock ? stock.measures() : List.of();
  }

  private Optional<BigDecimal> value(
      Measure measure,
      SimulatedTrial.Site site,
      Arm arm,
      int month,
      Map<String, Double> siteEffects,
      Map<String, RandomStreams> chances,
      Map<String, BigDecimal> last,
      Map<String, BigDecimal> values) {
    if (measure.computed().isPresent()) {
      return measure.computed().get().evaluate(values);
    }
    Truths.MeasureTruth truth = truths.measures().get(measure.key());
    RandomStreams chance = chances.get(measure.key());
    if (truth instanceof Truths.SizeTruth size) {
      return Optional.of(whole(site.size() * Math.exp(size.monthlyLogSd() * chance.normal())));
    }
    if (truth instanceof Truths.CountTruth count) {
      double log =
          siteEffects.get(measure.key())
              + count.logRatePerMonth() * (month - study.firstMonth())
              + effect(count, arm, month);
      double mean = site.size() / 100.0 * rate(count.ratePer100(), site) * Math.exp(log);
      return Optional.of(BigDecimal.valueOf(chance.negativeBinomial(mean, count.theta())));
    }
    if (truth instanceof Truths.OverTruth over) {
      return sum(over.measures(), site, values)
          .map(
              sum ->
                  sum.add(
                      BigDecimal.valueOf(
                          chance.poisson(site.size() / 100.0 * rate(over.extraPer100(), site)))));
    }
    Truths.StockTruth stock = (Truths.StockTruth) truth;
    return sum(stock.measures(), site, values)
        .map(
            sum -> {
              BigDecimal stayed =
                  last.getOrDefault(measure.key(), sum)
                      .multiply(BigDecimal.valueOf(stock.stayShare()));
              return stayed
                  .add(sum)
                  .setScale(0, RoundingMode.HALF_UP)
                  .min(BigDecimal.valueOf(site.size()));
            });
  }

  private Optional<BigDecimal> sum(
      List<String> keys, SimulatedTrial.Site site, Map<String, BigDecimal> values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (String key : keys) {
      Measure measure =
          study
              .findMeasure(key)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the truths rest on '" + key + "', which the study does not measure"));
      if (!measure.appliesTo(site.type())) {
        continue;
      }
      if (!values.containsKey(key)) {
        return Optional.empty();
      }
      sum = sum.add(values.get(key));
    }
    return Optional.of(sum);
  }

  private double effect(Truths.CountTruth count, Arm arm, int month) {
    Phase phase = study.findPhase(month).orElseThrow();
    double now = effect(count, arm, phase);
    int inPhase = month - phase.fromMonth() + 1;
    if (inPhase >= count.rampMonths() || phase.fromMonth() == study.firstMonth()) {
      return now;
    }
    double before = effect(count, arm, study.findPhase(phase.fromMonth() - 1).orElseThrow());
    return before + (now - before) * inPhase / count.rampMonths();
  }

  private static double effect(Truths.CountTruth count, Arm arm, Phase phase) {
    return count.effects().stream()
        .filter(
            effect ->
                effect.phase().equals(phase.key())
                    && Simulator.fits(arm, effect.levels(), effect.arm()))
        .mapToDouble(Truths.Effect::logRateRatio)
        .sum();
  }

  private Map<String, BigDecimal> blanked(Map<String, BigDecimal> values, RandomStreams form) {
    Map<String, BigDecimal> filled = new LinkedHashMap<>(values);
    for (Measure measure : study.measures()) {
      boolean blank = form.happens(truths.reports().blankShare());
      if (blank && !measure.required() && measure.computed().isEmpty()) {
        filled.remove(measure.key());
      }
    }
    return filled;
  }

  private static double rate(Map<String, Double> byType, SimulatedTrial.Site site) {
    return byType.getOrDefault(site.type(), 0.0);
  }

  private static BigDecimal whole(double value) {
    return BigDecimal.valueOf(Math.max(1, Math.round(value)));
  }
}
