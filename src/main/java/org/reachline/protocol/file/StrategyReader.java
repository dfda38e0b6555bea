package org.reachline.protocol.file;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.reachline.base.Suggestions;
import org.reachline.base.calendar.Rule;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.strategy.AgendaKind;
import org.reachline.protocol.strategy.AgendaSlot;
import org.reachline.protocol.strategy.CountingRule;
import org.reachline.protocol.strategy.Fidelity;
import org.reachline.protocol.strategy.Pace;
import org.reachline.protocol.strategy.Plan;
import org.reachline.protocol.strategy.Programme;
import org.reachline.protocol.strategy.RecurrenceRule;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.protocol.strategy.Window;

/** Reads strategies: who gets what, how it counts, and the calendar of sessions. */
final class StrategyReader {

  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  private final DesignReader design;
  private final PlanReader planReader;

  StrategyReader(DesignReader design, Section<Term> parts) {
    this.design = design;
    this.planReader = new PlanReader(design, parts);
  }

  Section<Strategy> read(YamlMap root) {
    return Section.read(
        root, "strategies", "strategy", false, Section.KeyStyle.CODE, this::strategy);
  }

  private Strategy strategy(YamlMap entry, String key) {
    String label = entry.words("label", Section.LONGEST_LABEL);
    StrategyKind kind = entry.choice("kind", StrategyKind.class);
    Optional<String> factor = entry.maybeCode("factor");
    factor.ifPresent(factorKey -> design.factors().require(entry, "factor", factorKey));
    Fidelity fidelity =
        entry.maybeMap("fidelity").map(FidelityReader::fidelity).orElse(Fidelity.STRICT);
    Pace pace = entry.maybeMap("pace").map(FidelityReader::pace).orElse(Pace.WEEKLY);
    Optional<Integer> nudge = FidelityReader.nudge(entry, kind);
    Window window = entry.maybeMap("window").map(PlanReader::window).orElse(Window.MONTH_ITSELF);
    TreeSet<String> contactKeys = new TreeSet<>();
    List<Plan> plans = planReader.read(entry, kind, factor, window, contactKeys);
    List<CountingRule> rules = new ArrayList<>();
    Optional<String> chosen =
        entry.maybeMap("counting").map(map -> counting(map, contactKeys, rules));
    Optional<Programme> programme = entry.maybeMap("programme").map(map -> programme(map, plans));
    if (kind == StrategyKind.ECHO && !entry.has("programme")) {
      entry.problem(
          "programme",
          "'programme' is missing",
          "the calendar of sessions: rule, time, zone, agenda");
    }
    if (kind != null && kind != StrategyKind.ECHO && entry.has("programme")) {
      entry.problem(
          "programme",
          "only a strategy of kind echo has a programme",
          "kind: echo, or no programme");
      return null;
    }
    return key == null || label == null || kind == null
        ? null
        : new Strategy(
            key, label, kind, factor, fidelity, pace, nudge, chosen, rules, programme, plans);
  }

  private String counting(YamlMap map, TreeSet<String> contactKeys, List<CountingRule> into) {
    String chosen = map.code("chosen");
    Section<CountingRule> rules =
        Section.read(
            map,
            "rules",
            "counting rule",
            true,
            Section.KeyStyle.CODE,
            (entry, key) -> {
              String label = entry.words("label", Section.LONGEST_LABEL);
              Map<String, Boolean> contacts = exceptions(entry, "contacts", contactKeys);
              Map<String, Boolean> minutes = exceptions(entry, "minutes", contactKeys);
              return key == null || label == null
                  ? null
                  : new CountingRule(key, label, contacts, minutes);
            });
    StudyReader.notEmpty(map, "rules", rules);
    rules.require(map, "chosen", chosen);
    map.done();
    into.addAll(rules.read());
    return chosen;
  }

  private Map<String, Boolean> exceptions(
      YamlMap entry, String property, TreeSet<String> contactKeys) {
    Map<String, Boolean> exceptions = new LinkedHashMap<>();
    entry
        .maybeMap(property)
        .ifPresent(
            map -> {
              for (String contact : map.ownKeys(Shape.TRUTH)) {
                Boolean counts = map.truth(contact);
                if (!contactKeys.contains(contact)) {
                  map.problem(
                      contact,
                      "no plan of this strategy has a contact '"
                          + contact
                          + "'"
                          + Suggestions.nearest(contact, contactKeys)
                              .map(near -> "; did you mean '" + near + "'?")
                              .orElse(""),
                      contactKeys.isEmpty() ? "" : "one of " + String.join(", ", contactKeys));
                } else if (counts != null) {
                  exceptions.put(contact, counts);
                }
              }
            });
    return exceptions;
  }

  private Programme programme(YamlMap map, List<Plan> plans) {
    int before = map.problems().count();
    String rule = map.text("rule");
    if (rule != null && map.problems().onRecord()) {
      rule = RecurrenceRule.withoutOddWeekStart(rule);
    }
    String wrong = rule == null ? null : RecurrenceRule.wrongWith(rule);
    if (wrong != null) {
      map.problem("rule", wrong, "a recurrence rule of RFC 5545 such as FREQ=MONTHLY;BYDAY=2TU");
    } else if (rule != null && !map.problems().onRecord()) {
      String skipped = RecurrenceRule.skippedBy(Rule.of(rule), plans);
      if (skipped != null) {
        map.problem(
            "rule",
            skipped,
            "days that every month with a session has, such as BYDAY=2TU, BYDAY=-1FR or"
                + " BYMONTHDAY=-1; or other months in the plan");
      }
    }
    String time = map.matching("time", TIME, "a time of day in quotes, such as \"12:00\"");
    String zone = map.text("zone");
    if (zone != null && !isZone(zone)) {
      map.problem("zone", "there is no time zone '" + zone + "'", "a zone such as America/Chicago");
    }
    List<AgendaSlot> agenda = new ArrayList<>();
    for (YamlMap slot : map.maps("agenda", true)) {
      AgendaKind kind = slot.choice("kind", AgendaKind.class);
      String label = slot.words("label", Section.LONGEST_LABEL);
      Integer minutes = slot.integer("minutes", 1, 600);
      slot.done();
      if (kind != null && label != null && minutes != null) {
        agenda.add(new AgendaSlot(kind, label, minutes));
      }
    }
    int filled = agenda.stream().mapToInt(AgendaSlot::minutes).sum();
    plans.stream()
        .flatMap(plan -> plan.contacts().stream())
        .filter(contact -> contact.minutes() < filled)
        .findFirst()
        .ifPresent(
            contact ->
                map.problem(
                    "agenda",
                    "the agenda takes "
                        + filled
                        + " minutes, but '"
                        + contact.key()
                        + "' lasts "
                        + contact.minutes(),
                    contact.minutes() + " minutes or less in all"));
    map.done();
    return map.problems().count() > before
        ? null
        : new Programme(new RecurrenceRule(rule), LocalTime.parse(time), ZoneId.of(zone), agenda);
  }

  private static boolean isZone(String zone) {
    try {
      // Region names only: an offset such as -06:00 would be wrong for half of the year.
      return ZoneId.getAvailableZoneIds().contains(zone) && zone.contains("/")
          || zone.equals("UTC");
    } catch (DateTimeException unknown) {
      return false;
    }
  }
}
