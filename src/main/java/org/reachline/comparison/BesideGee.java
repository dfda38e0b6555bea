package org.reachline.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.reachline.stats.Estimate;
import org.reachline.stats.Outcome;
import org.reachline.stats.model.Gee;
import org.reachline.stats.model.GeeAnswer;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;
import org.reachline.studies.file.Analysis;
import org.reachline.studies.file.StudyFile;

/** Negative binomial estimating equations over site-months, with small-sample standard errors. */
final class BesideGee {
  private static final String KEY = "nb_gee";
  private static final String LABEL = "Negative binomial GEE over site-months";
  private static final String METHOD =
      "NB GEE, exchangeable within units, Kauermann-Carroll standard errors, t with %d df";

  private BesideGee() {}

  /** The same contrasts, from the counted months of the units in the cluster-level analysis. */
  static BesideAnswer of(
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
    if (!bare.get().coefficients().keySet().containsAll(factors.terms())) {
      return none(note, "The arms cannot be told apart from what the comparison is adjusted for.");
    }
    factors.contrasts().forEach(told -> question.contrast(told.contrast()));
    GeeAnswer answer = question.fit(table).get();
    List<Effect> effects = new ArrayList<>();
    for (Factors.Told told : factors.contrasts()) {
      Optional<Estimate> estimate = answer.estimate(told.key());
      if (estimate.isEmpty()) {
        return none(
            note,
            "Small-sample standard errors cannot be estimated: one unit alone decides a"
                + " coefficient.");
      }
      effects.add(
          Effect.ofLog(
              told.key(),
              told.label(),
              told.kind(),
              estimate.get(),
              analysis.confidence(),
              used.size(),
              METHOD.formatted(answer.df())));
    }
    // The general caution about uncorrected errors does not concern what is shown here.
    List<String> cautions =
        answer.cautions().stream()
            .filter(c -> !c.contains("z tests"))
            .map(BesideGee::sentence)
            .toList();
    return new BesideAnswer(KEY, LABEL, note, effects, null, cautions);
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
