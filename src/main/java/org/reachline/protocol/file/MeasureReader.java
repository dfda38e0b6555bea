package org.reachline.protocol.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.measure.Check;
import org.reachline.protocol.measure.Comparison;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureExpression;
import org.reachline.protocol.measure.MeasureNature;
import org.reachline.protocol.measure.MeasureType;
import org.reachline.protocol.measure.Per;

/** Reads measures and the checks between them. */
final class MeasureReader {

  private static final int LONGEST_HELP = 1000;
  private static final int LONGEST_MESSAGE = 300;
  private static final int LONGEST_UNIT = 60;

  private final Section<Term> siteTypes;

  MeasureReader(Section<Term> siteTypes) {
    this.siteTypes = siteTypes;
  }

  Section<Measure> read(YamlMap root) {
    Section<Measure> measures =
        Section.read(root, "measures", "measure", true, Section.KeyStyle.NAME, this::measure);
    StudyReader.notEmpty(root, "measures", measures);
    for (int index = 0; index < measures.items().size(); index++) {
      Measure measure = measures.items().get(index);
      if (measure != null) {
        references(measures, measure, measures.entries().get(index));
        new MeasureSense(measures).ofOthers(measure, measures.entries().get(index));
      }
    }
    requireNoCircle(measures);
    return measures;
  }

  List<Check> checks(YamlMap root, Section<Measure> measures) {
    List<Check> checks = new ArrayList<>();
    for (YamlMap entry : root.maps("checks", false)) {
      Comparison rule =
          parsed(
              entry,
              "rule",
              entry.text("rule"),
              Comparison::parse,
              "a comparison of measures, such as new_bup <= eligible");
      String message = entry.words("message", LONGEST_MESSAGE);
      boolean blocks = entry.truthOr("blocks", true);
      if (rule != null) {
        requireNumbers(measures, rule.measures(), entry, "rule");
        List<Comparison> above = checks.stream().map(Check::rule).toList();
        new MeasureSense(measures).ofRule(rule, above, entry);
      }
      entry.done();
      if (rule != null && message != null) {
        checks.add(new Check(rule, message, blocks));
      }
    }
    return checks;
  }

  private Measure measure(YamlMap entry, String key) {
    String label = entry.words("label", Section.LONGEST_LABEL);
    Optional<String> help = entry.maybeWords("help", LONGEST_HELP, true);
    MeasureType type = entry.choice("type", MeasureType.class);
    MeasureNature nature = entry.choice("nature", MeasureNature.class);
    String unit = entry.words("unit", LONGEST_UNIT);
    Optional<BigDecimal> least = entry.maybeNumber("min");
    Optional<BigDecimal> most = entry.maybeNumber("max");
    boolean required = entry.truthOr("required", true);
    List<String> types = entry.codes("site_types", false);
    types.forEach(siteType -> siteTypes.require(entry, "site_types", siteType));
    if (entry.listIsEmpty("site_types")) {
      entry.refusal(
          "site_types", "nobody would report this measure", "a site type, or no 'site_types'");
    }
    Optional<MeasureExpression> computed =
        entry
            .maybeText("computed")
            .map(
                text ->
                    parsed(
                        entry,
                        "computed",
                        text,
                        MeasureExpression::parse,
                        "arithmetic of measures, such as new_bup + new_met"));
    Optional<Per> denominator = entry.maybeMap("denominator").map(MeasureReader::per);
    if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
      entry.problem("max", "max " + most.get() + " is below min " + least.get(), "min or more");
      return null;
    }
    if (type == MeasureType.TEXT
        && (computed.isPresent()
            || denominator.isPresent()
            || least.isPresent()
            || most.isPresent())) {
      entry.problemHere(
          "a measure of words has no min, max, denominator or formula",
          "type: count, number or rate");
    }
    if (key == null || label == null || type == null || nature == null || unit == null) {
      return null;
    }
    // A count is never negative, whether or not the file says so.
    Optional<BigDecimal> floor =
        type == MeasureType.COUNT && least.isEmpty() ? Optional.of(BigDecimal.ZERO) : least;
    if (floor.isPresent() && most.isPresent() && floor.get().compareTo(most.get()) > 0) {
      entry.problem("max", "a count is never below 0, and max is " + most.get(), "0 or more");
      return null;
    }
    List<String> all = entry.has("site_types") ? types : siteTypes.map(Term::key);
    Measure measure =
        new Measure(
            key,
            label,
            help,
            type,
            nature,
            unit,
            floor,
            most,
            required,
            all,
            computed,
            denominator);
    MeasureSense.ofItself(measure, entry);
    return measure;
  }

  static Per per(YamlMap map) {
    String measure = map.name("measure");
    Optional<BigDecimal> per = map.maybePositive("per");
    map.done();
    return measure == null ? null : new Per(measure, per.map(Number::doubleValue).orElse(1.0));
  }

  private static void references(Section<Measure> measures, Measure measure, YamlMap entry) {
    measure
        .computed()
        .ifPresent(formula -> requireNumbers(measures, formula.measures(), entry, "computed"));
    measure
        .denominator()
        .ifPresent(per -> requireNumbers(measures, Set.of(per.measure()), entry, "denominator"));
  }

  private static void requireNumbers(
      Section<Measure> measures, Set<String> names, YamlMap entry, String property) {
    for (String name : names) {
      measures.require(entry, property, name);
      Measure found = measures.find(name);
      if (found != null && found.type() == MeasureType.TEXT) {
        entry.problem(property, "'" + name + "' holds words", "a measure that holds numbers");
      }
    }
  }

  private static void requireNoCircle(Section<Measure> measures) {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    measures
        .read()
        .forEach(
            m ->
                needs.put(m.key(), m.computed().map(MeasureExpression::measures).orElse(Set.of())));
    for (int index = 0; index < measures.items().size(); index++) {
      String key = measures.keys().get(index);
      if (key != null && reaches(key, key, needs, new LinkedHashSet<>())) {
        measures
            .entries()
            .get(index)
            .problem(
                "computed", "'" + key + "' is computed from itself", "a formula of other measures");
      }
    }
  }

  private static boolean reaches(
      String from, String goal, Map<String, Set<String>> needs, Set<String> seen) {
    for (String next : needs.getOrDefault(from, Set.of())) {
      if (next.equals(goal) || seen.add(next) && reaches(next, goal, needs, seen)) {
        return true;
      }
    }
    return false;
  }

  private static <T> T parsed(
      YamlMap entry, String property, String text, Function<String, T> parse, String expected) {
    if (text == null) {
      return null;
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException unreadable) {
      entry.problem(
          property, "'" + text + "' cannot be understood: " + unreadable.getMessage(), expected);
      return null;
    }
  }
}
