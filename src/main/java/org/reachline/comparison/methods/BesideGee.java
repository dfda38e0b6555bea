package org.reachline.comparison.methods;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.reachline.comparison.months.MonthRows;
import org.reachline.comparison.months.SiteMonth;
import org.reachline.comparison.months.UnitTotals;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.stats.Estimate;
import org.reachline.stats.Outcome;
import org.reachline.stats.model.Correction;
import org.reachline.stats.model.Gee;
import org.reachline.stats.model.GeeAnswer;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/** Negative binomial estimating equations over site-months, with small-sample standard errors. */
public final class BesideGee {
  private static final String KEY = "nb_gee";
  private static final String LABEL = "Negative binomial GEE over site-months";
  private static final String METHOD =
      "NB GEE, exchangeable within units, %s standard errors, t with %d df";
  private static final String FEW =
      "For few events per unit: nothing is added to counts, and larger sites weigh more than in the"
          + " registered analysis. Mancl-DeRouen's standard errors are the widest of the"
          + " corrections; in simulations of rare outcomes their intervals hold the truth at least"
          + " as often as they say.";

  private BesideGee() {}

  /** The same contrasts, from the counted months of the units in the cluster-level analysis. */
  public static BesideAnswer of(
      StudyFile file, Analysis analysis, List<UnitTotals> used, List<SiteMonth> rows) {
    String note =
        "Averages over months, so larger sites weigh more than in the analysis above. In"
            + " simulations it holds its level with Kauermann-Carroll standard errors, %s."
                .formatted(
                    used.size() < 30
                        ? "but its intervals are a little short below about 30 units: with "
                            + used.size()
                            + " read the analysis above first"
                        : "and has the most power of the tests that do");
    return of(file, analysis, used, rows, Correction.KC, note);
  }

  /** The same with the standard errors that hold where units expect few events. */
  public static BesideAnswer whereEventsAreFew(
      StudyFile file, Analysis analysis, List<UnitTotals> used, List<SiteMonth> rows) {
    return of(file, analysis, used, rows, Correction.MD, FEW);
  }

  private static BesideAnswer of(
      StudyFile file,
      Analysis analysis,
      List<UnitTotals> used,
      List<SiteMonth> rows,
      Correction correction,
      String note) {
    List<MonthRows.Month> months = MonthRows.of(file, analysis, used, rows).counted();
    if (months.stream().anyMatch(m -> m.events() < 0 || m.events() != Math.rint(m.events()))) {
      return none(note, "The outcome has values that are no counts.");
    }
    Factors factors = Factors.of(file, analysis);
    UnitColumns design =
        UnitColumns.of(
            file, analysis, factors, months.stream().map(MonthRows.Month::unit).toList());
    Table table =
        design.table(
            Column.ofNumbers(
                "events", months.stream().mapToDouble(MonthRows.Month::events).toArray()),
            Column.ofNumbers(
                "exposure", months.stream().mapToDouble(MonthRows.Month::exposure).toArray()),
            Column.ofWords(
                "unit", months.stream().map(m -> m.unit().unit()).toArray(String[]::new)));
    List<String> terms = new ArrayList<>(design.adjustments());
    terms.addAll(factors.terms());
    Gee question =
        Gee.negativeBinomial()
            .formula("events ~ " + String.join(" + ", terms))
            .offset("log(exposure)")
            .cluster("unit")
            .levels(design.levels())
            .confidence(analysis.confidence());
    Outcome<GeeAnswer> bare = question.fit(table);
    if (!bare.isAnswered()) {
      return none(note, sentence(bare.reason()));
    }
    GeeAnswer shape = bare.get();
    boolean told =
        factors.terms().stream()
            .allMatch(
                term ->
                    shape.coefficients().containsKey(term) || shape.withheld().containsKey(term));
    if (!told) {
      return none(note, "The arms cannot be told apart from what the comparison is adjusted for.");
    }
    factors.contrasts().forEach(contrast -> question.contrast(contrast.contrast()));
    GeeAnswer answer = question.fit(table).get();
    // What uncorrected errors and rare events mean is said where the answer is shown.
    List<String> cautions =
        answer.cautions().stream()
            .filter(c -> !c.contains("z tests") && !c.startsWith("rare outcome"))
            .map(BesideGee::sentence)
            .collect(Collectors.toCollection(ArrayList::new));
    List<Effect> effects = new ArrayList<>();
    for (Factors.Told contrast : factors.contrasts()) {
      Map<Correction, Estimate> byKind = answer.contrasts().get(contrast.key());
      if (byKind == null) {
        cautions.add("%s: no finite estimate.".formatted(contrast.label()));
        continue;
      }
      Estimate estimate =
          byKind.containsKey(correction)
              ? byKind.get(correction)
              : Estimate.bare(
                  contrast.key(),
                  byKind.get(Correction.NAIVE).value(),
                  "",
                  "One unit alone decides this, so nothing tells how sure it is.");
      effects.add(
          Effect.ofLog(
              contrast.key(),
              contrast.label(),
              contrast.kind(),
              estimate,
              analysis.confidence(),
              used.size(),
              METHOD.formatted(
                  correction == Correction.MD ? "Mancl-DeRouen" : "Kauermann-Carroll",
                  answer.df())));
    }
    return effects.isEmpty()
        ? none(note, String.join(" ", cautions))
        : new BesideAnswer(KEY, LABEL, note, effects, null, cautions);
  }

  private static BesideAnswer none(String note, String why) {
    return new BesideAnswer(KEY, LABEL, note, List.of(), why, List.of());
  }

  static String sentence(String words) {
    String text = words.strip();
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT)
            + text.substring(1)
            + (text.endsWith(".") ? "" : ".");
  }
}
