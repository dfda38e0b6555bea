package org.reachline.sessions.programs;

import java.time.LocalDate;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Problems;
import org.reachline.base.trail.Change;
import org.reachline.sessions.EchoProgram;

/** Which units are brought into a programme, as typed. */
class CohortForm {
  /** Codes of the units. */
  @RestForm public List<String> unit;

  /** First day. */
  @RestForm public String from;

  /** Why. */
  @RestForm public String reason;

  /** The state of the cohorts that the typist saw. */
  @RestForm public String version;

  /** The form as read. */
  record Typed(List<CohortActs.Row> rows, LocalDate from, Change change) {}

  /** Whether a unit is ticked. */
  public boolean has(String code) {
    return unit != null && unit.contains(code);
  }

  /**
   * Reads the form.
   *
   * @param all units that the typist may move
   */
  Typed read(Problems problems, EchoProgram program, List<CohortActs.Row> all, CohortActs acts) {
    List<String> codes = unit == null ? List.of() : unit.stream().distinct().toList();
    if (codes.isEmpty()) {
      problems.add("unit", "Tick at least one site.");
    }
    List<CohortActs.Row> rows =
        all.stream().filter(row -> codes.contains(row.unit().unit.code)).toList();
    if (rows.size() < codes.size()) {
      problems.add("unit", "One of these is no site that is offered this, or not yours to move.");
    }
    rows.stream()
        .filter(row -> row.isIn(program))
        .forEach(row -> problems.add("unit", row.unit().unit.name + " is in this programme."));
    LocalDate day = problems.date("from", from);
    // Who was expected in sessions that were held is a fact by then.
    if (day != null && rows.stream().anyMatch(row -> day.isBefore(acts.today(row.unit())))) {
      problems.add("from", "From today on, please: who was expected before stays as it was.");
    }
    return new Typed(
        rows,
        day,
        new Change(
            problems.integer("version", version, 0, Integer.MAX_VALUE),
            problems.text("reason", reason, 500)));
  }
}
