package org.reachline.studies.versions;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Factor;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.measure.Check;
import org.reachline.protocol.measure.Comparison;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.strategy.ContactPlan;
import org.reachline.protocol.strategy.Plan;
import org.reachline.protocol.strategy.RecurrenceRule;
import org.reachline.protocol.strategy.Staffing;

/**
 * What a study file says, value by value, in words: names of its keys as a sentence has them, and
 * labels in place of the keys that it refers to.
 */
final class ProtocolWords {
  /** Names that cannot be made from the key alone. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("StudyFile.shortTitle", "short title"),
          Map.entry("StudyFile.registryId", "registry number"),
          Map.entry("StudyFile.simulated", "data are simulated"),
          Map.entry("Phase.fromMonth", "first month"),
          Map.entry("Phase.toMonth", "last month"),
          Map.entry("Arm.crossesOverInMonth", "month of crossing over"),
          Map.entry("Window.earlyDays", "days early"),
          Map.entry("Window.lateDays", "days late"),
          Map.entry("Fidelity.presentAtLeast", "share of a session that makes attendance"),
          Map.entry("Fidelity.extraContacts", "contacts beyond the plan that are tolerated"),
          Map.entry("Fidelity.extraMinutes", "minutes beyond the plan that are tolerated"),
          Map.entry("Thresholds.contacts", "least share of contacts held"),
          Map.entry("Thresholds.minutes", "least share of minutes delivered"),
          Map.entry("Thresholds.onSchedule", "least share on schedule"),
          Map.entry("Thresholds.parts", "least share of parts reached"),
          Map.entry("Pace.contacts", "most contacts in a stretch of the pace"),
          Map.entry("Pace.days", "days of a stretch of the pace"),
          Map.entry("Strategy.nudgeDays", "days from a reminder to the window"),
          Map.entry("Strategy.chosenRule", "counting rule in force"),
          Map.entry("CountingRule.contacts", "counts as a contact"),
          Map.entry("CountingRule.minutes", "counts with its minutes"),
          Map.entry("Programme.rule", "rule of the sessions"),
          Map.entry("Programme.time", "time of the sessions"),
          Map.entry("Programme.zone", "time zone of the sessions"),
          Map.entry("Measure.least", "smallest value"),
          Map.entry("Measure.most", "largest value"),
          Map.entry("Measure.siteTypes", "types of site that report it"),
          Map.entry("Measure.computed", "formula"),
          Map.entry("Per.measure", "divided by"),
          Map.entry("Per.per", "number that it is per"),
          Map.entry("ContactPlan.counts", "counts toward the dose"),
          Map.entry("Check.blocks", "keeps a report from being handed in"),
          Map.entry("Reporting.every", "how often sites report"),
          Map.entry("Reporting.dueAfterDays", "days until a report is due"),
          Map.entry("Reporting.lateAfterDays", "days until a report is late"),
          Map.entry("Reporting.lock", "when reports are locked"),
          Map.entry("Reporting.lockAfterDays", "days until reports are locked"),
          Map.entry("AllocationScheme.unit", "what is allocated"),
          Map.entry("AllocationScheme.siteType", "type of the site that leads a unit"),
          Map.entry("AllocationScheme.partnerType", "type of its partners"),
          Map.entry("AllocationScheme.method", "where the arm comes from"),
          Map.entry("Analysis.title", "question"),
          Map.entry("Analysis.interaction", "interaction of the factors"),
          Map.entry("Analysis.adjust", "adjusted for"),
          Map.entry("Beside.methods", "methods beside"),
          Map.entry("Beside.draws", "draws of the permutation test"),
          Map.entry("Beside.seed", "seed of the permutation test"),
          Map.entry("Staffing.fullTimeEquivalent", "share of full time"));

  private static final Set<String> NAMING = Set.of("key", "label", "look", "order");

  private final StudyFile file;

  ProtocolWords(StudyFile file) {
    this.file = file;
  }

  /** What a key is called within a sentence: {@code minutes}, {@code first month}. */
  static String name(Class<?> owner, RecordComponent key) {
    String known = NAMES.get(owner.getSimpleName() + "." + key.getName());
    return known != null
        ? known
        : key.getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  /** A value in words; empty for what is not said. */
  String of(String name, Object value) {
    Object said = value instanceof Optional<?> maybe ? maybe.orElse(null) : value;
    if (said == null) {
      return "";
    }
    if (said instanceof Collection<?> list) {
      return list.isEmpty()
          ? "none"
          : list.stream()
              .map(one -> of(name, one))
              .collect(Collectors.joining(list.toArray()[0] instanceof Record ? "; " : ", "));
    }
    if (said instanceof Map<?, ?> map) {
      return map.isEmpty()
          ? "none"
          : map.entrySet().stream()
              .map(e -> ofKey(e.getKey().toString()) + " " + ofEntry(e.getKey(), e.getValue()))
              .collect(Collectors.joining(", "));
    }
    if (said instanceof Boolean truth) {
      return truth ? "yes" : "no";
    }
    if (said instanceof Enum<?> choice) {
      return choice.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
    if (said instanceof Number number) {
      return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }
    if (said instanceof Record && !(said instanceof RecurrenceRule || said instanceof Comparison)) {
      return summary((Record) said);
    }
    String text = said.toString();
    return said instanceof String ? label(name, text).orElse(text) : text;
  }

  /** A whole entry in words, without its name: {@code minutes 45, kind call}. */
  String details(Record entry) {
    String said = said(entry);
    return said.isEmpty() ? "in the list" : said;
  }

  /** The same after its name: {@code Monthly call: minutes 45, kind call}. */
  private String summary(Record entry) {
    String said = said(entry);
    String name = nameOf(entry);
    return name.isEmpty() || said.isEmpty() ? name + said : name + ": " + said;
  }

  private String said(Record entry) {
    List<String> parts = new ArrayList<>();
    for (RecordComponent key : entry.getClass().getRecordComponents()) {
      Object value = value(entry, key);
      String words = of(key.getName(), value);
      boolean named = NAMING.contains(key.getName()) || words.equals(nameOf(entry));
      if (named || words.isEmpty() || words.equals("none")) {
        continue;
      }
      parts.add(
          value instanceof Record || value instanceof Optional<?> o && o.get() instanceof Record
              ? words
              : name(entry.getClass(), key) + " " + words);
    }
    return String.join(", ", parts);
  }

  /** What an entry of a list is called. */
  String nameOf(Record entry) {
    if (entry instanceof Plan plan) {
      return plan.level()
          .flatMap(this::levelLabel)
          .or(() -> plan.arm().flatMap(key -> label("arm", key)))
          .orElse("everybody");
    }
    if (entry instanceof Staffing staffing) {
      return of("part", staffing.part());
    }
    if (entry instanceof Check check) {
      return check.rule().toString();
    }
    for (RecordComponent key : entry.getClass().getRecordComponents()) {
      if (key.getName().equals("label")) {
        return value(entry, key).toString();
      }
    }
    return "";
  }

  static Object value(Record entry, RecordComponent key) {
    try {
      return key.getAccessor().invoke(entry);
    } catch (ReflectiveOperationException allArePublic) {
      throw new IllegalStateException(allArePublic);
    }
  }

  /** What a key is called that the file's author chose: that of a factor or a planned contact. */
  String ofKey(String key) {
    return file.findFactor(key)
        .map(Factor::label)
        .or(
            () ->
                file.strategies().stream()
                    .flatMap(strategy -> strategy.plans().stream())
                    .flatMap(plan -> plan.contacts().stream())
                    .filter(contact -> contact.key().equals(key))
                    .map(ContactPlan::label)
                    .findFirst())
        .orElse(key);
  }

  /** What stands under such a key: a level, or whether something counts. */
  String ofEntry(Object key, Object value) {
    return file.findFactor(key.toString()).stream()
        .flatMap(factor -> factor.levels().stream())
        .filter(level -> level.key().equals(value))
        .map(Term::label)
        .findFirst()
        .orElseGet(() -> of("", value));
  }

  private Optional<String> levelLabel(String key) {
    return file.factors().stream()
        .flatMap(factor -> factor.levels().stream())
        .filter(level -> level.key().equals(key))
        .map(Term::label)
        .findFirst();
  }

  /** The label of what a key refers to. */
  private Optional<String> label(String name, String key) {
    return switch (name) {
      case "audience", "part" -> label(file.parts(), key);
      case "siteTypes", "siteType", "partnerType" -> label(file.siteTypes(), key);
      case "phase", "baselinePhase" -> file.findPhase(key).map(Phase::label);
      case "factor", "factors" -> file.findFactor(key).map(Factor::label);
      case "arm", "treatmentArm", "comparisonArm" -> file.findArm(key).map(Arm::label);
      case "outcome", "measure" -> file.findMeasure(key).map(Measure::label);
      case "level" -> levelLabel(key);
      case "chosenRule" ->
          file.strategies().stream()
              .flatMap(s -> s.findCountingRule(key).stream())
              .map(rule -> rule.label())
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static Optional<String> label(List<Term> terms, String key) {
    return terms.stream().filter(t -> t.key().equals(key)).map(Term::label).findFirst();
  }

  /** What a list's entry is matched by in another version: its key, or what it is about. */
  static String key(Record entry) {
    if (entry instanceof Plan plan) {
      return plan.level().or(plan::arm).orElse("");
    }
    if (entry instanceof Staffing staffing) {
      return staffing.part();
    }
    if (entry instanceof Check check) {
      return check.rule().toString();
    }
    return Stream.of(entry.getClass().getRecordComponents())
        .filter(key -> key.getName().equals("key"))
        .map(key -> value(entry, key).toString())
        .findFirst()
        .orElse(null);
  }
}
