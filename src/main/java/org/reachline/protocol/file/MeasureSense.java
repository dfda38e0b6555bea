package org.reachline.protocol.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.reachline.protocol.measure.Comparison;
import org.reachline.protocol.measure.FormulaSense;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;

/**
 * What a file that comes in may not mean by its measures: limits that no report could keep, rates
 * of themselves, formulas and rules that say nothing, or that name what no site reports together.
 */
final class MeasureSense {

  /** Names of the columns that lists of reports and exports have beside the measures. */
  private static final Set<String> RESERVED =
      Set.of(
          "site",
          "site_code",
          "site_id",
          "unit",
          "month",
          "study_month",
          "phase",
          "period_from",
          "period_to",
          "submitted_on",
          "submitted_at",
          "measure",
          "value");

  private final Section<Measure> measures;

  MeasureSense(Section<Measure> measures) {
    this.measures = measures;
  }

  /** What one measure says of itself. */
  static void ofItself(Measure measure, YamlMap entry) {
    if (RESERVED.contains(measure.key())) {
      entry.refusal(
          "key",
          "'" + measure.key() + "' is the name of another column in lists of reports",
          "another key, such as " + measure.key() + "_count");
    }
    limits(measure, entry);
    boolean truth = measure.type() == MeasureType.YES_NO;
    if (measure.denominator().isPresent() && (truth || measure.type() == MeasureType.RATE)) {
      entry.refusal(
          "denominator",
          truth ? "yes and no have no rate" : "the measure is a rate already",
          "type: count or number, or no denominator");
    }
    if (measure.computed().isPresent() && truth) {
      entry.refusal("computed", "arithmetic does not come to yes or no", "type: count or number");
    }
  }

  private static void limits(Measure measure, YamlMap entry) {
    for (String property : List.of("min", "max")) {
      Optional<BigDecimal> limit = property.equals("min") ? measure.least() : measure.most();
      if (limit.isEmpty() || !entry.has(property)) {
        continue;
      }
      if (measure.type() == MeasureType.YES_NO) {
        entry.refusal(property, "yes and no have no limits", "no '" + property + "'");
      } else if (measure.type() == MeasureType.COUNT && limit.get().signum() < 0) {
        entry.refusal(property, "a count is never below 0", "0 or more");
      } else if (measure.type() == MeasureType.COUNT
          && limit.get().stripTrailingZeros().scale() > 0) {
        entry.refusal(property, "a count is a whole number", "a whole number");
      }
    }
    boolean same =
        measure.least().isPresent()
            && measure.most().isPresent()
            && measure.least().get().compareTo(measure.most().get()) == 0;
    if (same && measure.type() != MeasureType.YES_NO) {
      entry.refusal(
          "max", "min and max leave " + measure.most().get() + " alone", "a max above the min");
    }
  }

  /** What a measure says of others. */
  void ofOthers(Measure measure, YamlMap entry) {
    measure.denominator().ifPresent(per -> denominator(measure, per.measure(), entry));
    measure
        .computed()
        .ifPresent(
            formula -> {
              FormulaSense.wrongWith(formula)
                  .ifPresent(
                      wrong ->
                          entry.refusal(
                              "computed",
                              "'" + formula + "' says nothing: " + wrong,
                              "arithmetic of measures, such as new_bup + new_met"));
              if (measure.type() == MeasureType.COUNT && FormulaSense.isFractional(formula)) {
                entry.refusal(
                    "computed",
                    "'" + formula + "' comes to fractions, and a count is a whole number",
                    "type: number, or a formula without a share");
              }
              Set<String> named = new HashSet<>(formula.measures());
              named.add(measure.key());
              together(named, entry, "computed");
            });
  }

  private void denominator(Measure measure, String by, YamlMap entry) {
    if (by.equals(measure.key())) {
      entry.refusal("denominator", "'" + by + "' would be divided by itself", "another measure");
    }
    Measure found = measures.find(by);
    if (found != null && found.type() == MeasureType.YES_NO) {
      entry.refusal("denominator", "'" + by + "' holds yes or no", "a measure that holds numbers");
    }
    together(List.of(measure.key(), by), entry, "denominator");
  }

  /** What a check says, and whether one above says the same. */
  void ofRule(Comparison rule, Collection<Comparison> above, YamlMap entry) {
    FormulaSense.wrongWith(rule)
        .ifPresent(
            wrong ->
                entry.refusal(
                    "rule",
                    "'" + rule + "' says nothing: " + wrong,
                    "a comparison of measures, such as new_bup <= eligible"));
    if (above.contains(rule)) {
      entry.refusal("rule", "'" + rule + "' stands above", "each rule once");
    }
    together(rule.measures(), entry, "rule");
  }

  /** Reports measures that no type of site reports together, so that nothing could follow. */
  void together(Collection<String> names, YamlMap entry, String property) {
    List<Measure> named = names.stream().map(measures::find).toList();
    if (named.stream().anyMatch(Objects::isNull) || named.isEmpty()) {
      return;
    }
    List<String> types = new ArrayList<>(named.get(0).siteTypes());
    named.forEach(measure -> types.retainAll(measure.siteTypes()));
    if (types.isEmpty()) {
      entry.refusal(
          property,
          "no type of site reports "
              + String.join(" and ", names.stream().sorted().toList())
              + " together",
          "measures of the same site_types");
    }
  }
}
