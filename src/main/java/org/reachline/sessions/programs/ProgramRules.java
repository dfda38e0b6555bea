package org.reachline.sessions.programs;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.reachline.base.Choice;
import org.reachline.base.Problems;
import org.reachline.base.calendar.Rule;
import org.reachline.base.facts.FactReader;
import org.reachline.protocol.strategy.RecurrenceRule;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.ProgramFacts;
import org.reachline.sessions.RoomAddress;

/** Makes settings, and further programmes, of what was typed; says all that is wrong at once. */
final class ProgramRules {
  private ProgramRules() {}

  /**
   * Settings as somebody typed them.
   *
   * @param exceptions days without a session, with their reasons
   */
  record Settings(ProgramFacts facts, Map<LocalDate, String> exceptions) {
    static Settings of(EchoProgram program) {
      return new Settings(program.facts(), program.exceptions);
    }

    void applyTo(EchoProgram program) {
      program.say(facts);
      if (!program.exceptions.equals(exceptions)) {
        program.exceptions.clear();
        program.exceptions.putAll(exceptions);
      }
    }

    /** For the trail. */
    Map<String, Object> state() {
      Map<String, Object> state = ProgramFacts.SHEET.state(facts);
      state.put("exceptions", lines(exceptions));
      return state;
    }

    /** As somebody would type them. */
    Map<String, String> typed() {
      Map<String, String> typed = ProgramFacts.SHEET.typed(facts);
      typed.put("record", Boolean.TRUE.equals(facts.record()) ? "yes" : "no");
      typed.put("exceptions", lines(exceptions));
      return typed;
    }
  }

  /** The settings of this programme as they were typed. */
  static Settings read(Map<String, String> typed, EchoProgram program, Problems problems) {
    ProgramFacts facts =
        ProgramFacts.SHEET
            .reader(typed, problems)
            .given("roomUrl", RoomAddress.read(problems, "roomUrl", typed.get("roomUrl")))
            .read();
    if (program.isNamedLikeAnother(facts.name())) {
      problems.add("name", EchoProgram.NAME_TAKEN);
    }
    if (facts.phone() != null && !facts.phone().matches("\\+?[0-9][0-9 ()/.-]{3,}")) {
      problems.add("phone", "A telephone number such as +1 608 555 0142, please.");
    }
    if (facts.phoneCode() != null && !facts.phoneCode().matches("[0-9 #*,]+")) {
      problems.add("phoneCode", "Digits, # and * only, please: it is keyed in.");
    }
    if (facts.phoneCode() != null && facts.phone() == null && problems.of("phone") == null) {
      problems.add("phone", "A code needs the number that it belongs to.");
    }
    return new Settings(facts, exceptions(typed.get("exceptions"), problems));
  }

  private static Map<LocalDate, String> exceptions(String typed, Problems problems) {
    Map<LocalDate, String> days = new TreeMap<>();
    String text = problems.optionalText("exceptions", typed, 4000);
    for (String line : text == null ? new String[0] : text.split("\\R")) {
      String[] halves = line.strip().split("\\s+", 2);
      if (halves[0].isEmpty()) {
        continue;
      }
      LocalDate day = problems.date("exceptions", halves[0]);
      if (halves.length == 1) {
        problems.add("exceptions", "Say why, after the date: “" + halves[0] + " Holiday”.");
      } else if (day != null) {
        days.put(day, problems.line("exceptions", halves[1], 200));
      }
    }
    return days;
  }

  /** One a line: a date, then why. */
  static String lines(Map<LocalDate, String> exceptions) {
    return new TreeMap<>(exceptions)
        .entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue().replaceAll("\\R", " "))
            .collect(Collectors.joining("\n"));
  }

  /**
   * A further programme as it was typed.
   *
   * @param strategies ECHO strategies of the study
   * @param known programmes of the study
   */
  static SeriesFacts further(
      Map<String, String> typed,
      List<Strategy> strategies,
      List<EchoProgram> known,
      Problems problems) {
    FactReader<SeriesFacts> reader =
        SeriesFacts.SHEET
            .reader(typed, problems)
            .choice(
                "strategy",
                choices(strategies),
                strategies.stream().map(Strategy::key).collect(Collectors.joining(", ")));
    Strategy of =
        strategies.stream()
            .filter(s -> s.key().equals(typed.get("strategy")))
            .findFirst()
            .orElse(null);
    SeriesFacts facts = reader.given("rule", rule(typed.get("rule"), of, problems)).read();
    if (facts.name() != null
        && known.stream().anyMatch(p -> p.name.equalsIgnoreCase(facts.name()))) {
      problems.add("name", EchoProgram.NAME_TAKEN);
    }
    return facts;
  }

  /** The strategies to choose from. */
  static List<Choice> choices(List<Strategy> strategies) {
    return strategies.stream().map(s -> new Choice(s.key(), s.label())).toList();
  }

  /** The rule as the standard spells it. */
  private static String rule(String typed, Strategy of, Problems problems) {
    String line = problems.line("rule", typed, 200);
    if (line == null) {
      return null;
    }
    try {
      Rule read = Rule.of(line);
      String skipped = of == null ? null : RecurrenceRule.skippedBy(read.endless(), of.plans());
      if (skipped != null) {
        problems.add("rule", "This rule cannot be used: " + skipped + ".");
      }
      return read.whole();
    } catch (IllegalArgumentException e) {
      problems.add("rule", "This rule cannot be used: " + e.getMessage() + ".");
      return null;
    }
  }
}
