package org.reachline.protocol.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.Suggestions;
import org.reachline.protocol.design.Factor;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.strategy.ContactKind;
import org.reachline.protocol.strategy.ContactMode;
import org.reachline.protocol.strategy.ContactPlan;
import org.reachline.protocol.strategy.Plan;
import org.reachline.protocol.strategy.Staffing;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.protocol.strategy.Window;

/** Reads what each level or arm is prescribed under one strategy. */
final class PlanReader {

  private static final String EVERYBODY = "everybody";
  private static final int LONGEST_MINUTES = 10_080;
  private static final int LONGEST_SESSION = 1440;

  /** More people of one part than any site has. */
  private static final double MOST_STAFF = 100;

  private final DesignReader design;
  private final Section<Term> parts;

  PlanReader(DesignReader design, Section<Term> parts) {
    this.design = design;
    this.parts = parts;
  }

  /**
   * Reads the plans of a strategy.
   *
   * @param contactKeys gets the key of every contact, those of broken ones too
   */
  List<Plan> read(
      YamlMap strategy,
      StrategyKind kind,
      Optional<String> factor,
      Window window,
      Set<String> contactKeys) {
    List<Plan> plans = new ArrayList<>();
    Map<String, ContactPlan> twins = new HashMap<>();
    Set<String> named = new LinkedHashSet<>();
    boolean byLevel = strategy.has("factor");
    int before = strategy.problems().count();
    List<YamlMap> entries = strategy.maps("plans", true);
    if (strategy.listIsEmpty("plans")) {
      strategy.problem("plans", "'plans' is an empty list", "at least one plan");
    }
    int inPlans = 0;
    for (YamlMap entry : entries) {
      Optional<String> level =
          byLevel ? Optional.ofNullable(entry.code("level")) : Optional.empty();
      Optional<String> arm = byLevel ? Optional.empty() : entry.maybeCode("arm");
      String whose = byLevel ? level.orElse(null) : arm.orElse(EVERYBODY);
      if (whose != null && !named.add(whose)) {
        entry.problem(
            byLevel ? "level" : "arm", "a plan for '" + whose + "' stands above", "one plan each");
      }
      arm.ifPresent(armKey -> design.arms().require(entry, "arm", armKey));
      level.ifPresent(levelKey -> requireLevel(entry, factor, levelKey));
      int beforeContacts = entry.problems().count();
      Section<ContactPlan> contacts = contacts(entry, kind, window, contactKeys);
      plans.add(new Plan(level, arm, contacts.read(), staffing(entry)));
      refuseStrangeTwins(contacts, twins);
      inPlans += entry.problems().count() - beforeContacts;
      entry.done();
    }
    // A plan whose owner is wrong is the mistake; that its right owner has none would be a second.
    if (strategy.problems().count() - inPlans == before) {
      requireEverybody(strategy, factor, named);
    }
    return plans;
  }

  private void requireLevel(YamlMap plan, Optional<String> factorKey, String level) {
    Factor factor = factorKey.map(design.factors()::find).orElse(null);
    if (factor != null && !factor.hasLevel(level)) {
      List<String> keys = factor.levels().stream().map(Term::key).toList();
      plan.problem(
          "level",
          "the factor '"
              + factor.key()
              + "' has no level '"
              + level
              + "'"
              + Suggestions.nearest(level, keys)
                  .map(near -> "; did you mean '" + near + "'?")
                  .orElse(""),
          "one of " + String.join(", ", keys));
    }
  }

  static Window window(YamlMap map) {
    int early = map.maybeInteger("early_days", 0, Window.LONGEST_DAYS).orElse(0);
    int late = map.maybeInteger("late_days", 0, Window.LONGEST_DAYS).orElse(0);
    map.done();
    return new Window(early, late);
  }

  private void requireEverybody(YamlMap strategy, Optional<String> factor, Set<String> named) {
    Factor found = factor.map(design.factors()::find).orElse(null);
    List<String> wanted =
        found != null
            ? found.levels().stream().map(Term::key).toList()
            : factor.isPresent() || named.contains(EVERYBODY) ? List.of() : design.arms().keys();
    if (factor.isEmpty() && named.contains(EVERYBODY) && named.size() > 1) {
      strategy.problem(
          "plans",
          "a plan names no arm although others do",
          "an arm in each plan, or one plan for everybody");
    }
    for (String key : wanted) {
      if (key != null && !named.contains(key)) {
        strategy.problem(
            "plans",
            "no plan says what '" + key + "' is prescribed",
            "a plan for each; contacts: [] if nothing is prescribed");
      }
    }
  }

  /** The same key in two plans is the same contact, so it cannot be two different things. */
  private static void refuseStrangeTwins(
      Section<ContactPlan> contacts, Map<String, ContactPlan> twins) {
    for (int index = 0; index < contacts.items().size(); index++) {
      ContactPlan contact = contacts.items().get(index);
      ContactPlan twin = contact == null ? null : twins.putIfAbsent(contact.key(), contact);
      if (twin != null
          && (twin.kind() != contact.kind() || !twin.label().equals(contact.label()))) {
        contacts
            .entries()
            .get(index)
            .refusal(
                "key",
                "the key '"
                    + contact.key()
                    + "' means '"
                    + twin.label()
                    + "' in another plan of this strategy",
                "the same label and kind, or a key of its own");
      }
    }
  }

  private Section<ContactPlan> contacts(
      YamlMap plan, StrategyKind kind, Window window, Set<String> contactKeys) {
    Section<ContactPlan> contacts =
        Section.read(
            plan,
            "contacts",
            "contact",
            true,
            Section.KeyStyle.CODE,
            (entry, key) -> contact(entry, key, kind, window));
    contacts.keys().stream().filter(Objects::nonNull).forEach(contactKeys::add);
    return contacts;
  }

  private ContactPlan contact(YamlMap entry, String key, StrategyKind strategyKind, Window window) {
    String label = entry.words("label", Section.LONGEST_LABEL);
    List<Integer> months = months(entry);
    Integer minutes = entry.integer("minutes", 1, LONGEST_MINUTES);
    ContactKind kind = entry.choice("kind", ContactKind.class);
    ContactMode mode = entry.maybeChoice("mode", ContactMode.class).orElse(ContactMode.ANY);
    List<String> audience = entry.codes("audience", true);
    for (int index = 0; index < audience.size(); index++) {
      parts.require(entry, "audience", audience.get(index));
    }
    boolean counts = entry.truthOr("counts", true);
    Window own = entry.maybeMap("window").map(PlanReader::window).orElse(window);
    if (strategyKind != null
        && kind != null
        && (strategyKind == StrategyKind.ECHO) != (kind == ContactKind.SESSION)) {
      entry.problem(
          "kind",
          strategyKind == StrategyKind.ECHO
              ? "an ECHO strategy plans sessions only"
              : "sessions belong to a strategy of kind echo",
          strategyKind == StrategyKind.ECHO ? "session" : "another kind, such as call or training");
    }
    boolean session = kind == ContactKind.SESSION && strategyKind == StrategyKind.ECHO;
    if (session && entry.listIsEmpty("audience")) {
      entry.refusal("audience", "nobody would be invited to the session", "at least one part");
    }
    if (session && minutes != null && minutes > LONGEST_SESSION) {
      entry.refusal("minutes", "the session lasts longer than a day", "at most " + LONGEST_SESSION);
    }
    if (key == null || label == null || months.isEmpty() || minutes == null || kind == null) {
      return null;
    }
    return new ContactPlan(key, label, months, minutes, kind, mode, audience, counts, own);
  }

  private List<Integer> months(YamlMap entry) {
    if (entry.has("month") == entry.has("months")) {
      entry.problemHere(
          "the contact needs either 'month' or 'months'", "month: 4, or months: [4, 8, 12]");
      return List.of();
    }
    String property = entry.has("month") ? "month" : "months";
    List<Integer> months = new ArrayList<>();
    if (property.equals("month")) {
      Integer month = entry.integer("month", DesignReader.FIRST_MONTH, DesignReader.LAST_MONTH);
      if (month != null) {
        months.add(month);
      }
    } else {
      months.addAll(entry.integers("months", DesignReader.FIRST_MONTH, DesignReader.LAST_MONTH));
      if (entry.listIsEmpty("months")) {
        entry.problem("months", "'months' is an empty list", "at least one study month");
      }
    }
    for (int index = 0; index < months.size(); index++) {
      int month = months.get(index);
      if (!design.mayHaveMonth(month)) {
        entry.problem(
            property, "month " + month + " lies in no phase", "a month from " + design.months());
      }
      if (index > 0 && month <= months.get(index - 1)) {
        entry.problem(
            property,
            "month " + month + " comes after month " + months.get(index - 1),
            "months in order, each once");
      }
    }
    return months;
  }

  private List<Staffing> staffing(YamlMap plan) {
    List<Staffing> staffing = new ArrayList<>();
    Set<String> named = new LinkedHashSet<>();
    for (YamlMap entry : plan.maps("staffing", false)) {
      String part = entry.code("part");
      parts.require(entry, "part", part);
      Optional<java.math.BigDecimal> share = entry.maybePositive("full_time_equivalent");
      if (share.filter(s -> s.doubleValue() > MOST_STAFF).isPresent()) {
        entry.refusal(
            "full_time_equivalent", "nobody works " + share.get() + " times full time", "a share");
      }
      if (part != null && !named.add(part)) {
        entry.refusal("part", "'" + part + "' stands above", "each part once");
      }
      entry.done();
      if (part != null) {
        staffing.add(new Staffing(part, share.map(Number::doubleValue).orElse(1.0)));
      }
    }
    return staffing;
  }
}
