package org.reachline.projects;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.reachline.base.facts.Sent;

/** The shapes of the change projects' API. */
final class ProjectJson {
  private ProjectJson() {}

  /**
   * A project.
   *
   * @param state {@code running}, {@code closed} or {@code withdrawn}
   * @param version to be sent with a change
   * @param cycles its cycles, withdrawn ones too
   * @param series the measure as the site reported it; empty for a measure of its own
   */
  public record ProjectView(
      long id,
      String site,
      @JsonUnwrapped ProjectFacts facts,
      String state,
      LocalDate closedOn,
      String closingWords,
      Instant withdrawnAt,
      String withdrawalReason,
      int version,
      List<CycleJson> cycles,
      List<PointJson> series) {}

  /** A cycle. */
  public record CycleJson(
      int number, @JsonUnwrapped CycleFacts facts, String withdrawalReason, int version) {}

  /** A reported period; {@code value} is null for a period without a report. */
  public record PointJson(int studyMonth, LocalDate from, LocalDate to, BigDecimal value) {}

  /**
   * A project to start or amend.
   *
   * @param version of the project that you saw; only to amend
   * @param reason why it is amended; only to amend
   */
  public record ProjectRequest(
      @JsonUnwrapped Sent<ProjectFacts> facts, Integer version, String reason) {}

  /** A cycle to start or write on; {@code version} only to write on. */
  public record CycleRequest(@JsonUnwrapped Sent<CycleFacts> facts, Integer version) {}

  /** What closes a project. */
  public record CloseRequest(Integer version, String closingWords) {}

  /** A walk-through. */
  public record WalkJson(
      long id, String site, @JsonUnwrapped WalkFacts facts, String withdrawalReason, int version) {}

  static ProjectView project(
      ChangeProject p, List<PdsaCycle> cycles, List<MeasureSeries.Point> series) {
    return new ProjectView(
        p.id,
        p.site.code,
        p.facts,
        p.stateLabel().toLowerCase(Locale.ROOT),
        p.closedOn,
        p.closingWords,
        p.withdrawnAt,
        p.withdrawalReason,
        p.version,
        cycles.stream().map(ProjectJson::cycle).toList(),
        series.stream()
            .map(s -> new PointJson(s.studyMonth(), s.from(), s.to(), s.value()))
            .toList());
  }

  static CycleJson cycle(PdsaCycle c) {
    return new CycleJson(c.number, c.facts, c.withdrawalReason, c.version);
  }

  static WalkJson walk(WalkThrough w) {
    return new WalkJson(w.id, w.site.code, w.facts, w.withdrawalReason, w.version);
  }
}
