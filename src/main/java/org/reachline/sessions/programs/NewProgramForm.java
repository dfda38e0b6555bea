package org.reachline.sessions.programs;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Problems;
import org.reachline.base.calendar.Rule;
import org.reachline.protocol.strategy.RecurrenceRule;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sessions.EchoProgram;

/** What a host may type about a further programme of a strategy. */
class NewProgramForm {
  /** Key of the ECHO strategy that it delivers. */
  @RestForm public String strategy;

  /** Name, another one than the study's other programmes have. */
  @RestForm public String name;

  /** The hub as people call it, or empty. */
  @RestForm public String hub;

  /** Rule of RFC 5545, with or without an end. */
  @RestForm public String rule;

  /** When a session begins. */
  @RestForm public String time;

  /** The hub's time zone. */
  @RestForm public String zone;

  /** First day of the series. */
  @RestForm public String startsOn;

  /** The form as read. */
  record Typed(
      Strategy strategy,
      String name,
      String hub,
      String rule,
      LocalTime time,
      ZoneId zone,
      LocalDate startsOn) {}

  /**
   * Reads the form.
   *
   * @param strategies ECHO strategies of the study
   * @param known programmes of the study
   */
  Typed read(Problems problems, List<Strategy> strategies, List<EchoProgram> known) {
    Strategy of =
        problems.choice(
            "strategy",
            strategy,
            key -> strategies.stream().filter(s -> s.key().equals(key)).findFirst(),
            strategies.stream().map(Strategy::key).collect(Collectors.joining(", ")));
    String called = problems.line("name", name, 120);
    if (called != null && known.stream().anyMatch(p -> p.name.equalsIgnoreCase(called))) {
      problems.add("name", EchoProgram.NAME_TAKEN);
    }
    return new Typed(
        of,
        called,
        problems.optionalLine("hub", hub, 120),
        rule(problems, of),
        problems.time("time", time),
        problems.zone("zone", zone),
        problems.date("startsOn", startsOn));
  }

  /** The rule as the standard spells it. */
  private String rule(Problems problems, Strategy of) {
    String typed = problems.line("rule", rule, 200);
    if (typed == null) {
      return null;
    }
    try {
      Rule read = Rule.of(typed);
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
