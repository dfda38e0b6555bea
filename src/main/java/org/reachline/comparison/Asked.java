package org.reachline.comparison;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.reachline.protocol.Analysis;
import org.reachline.studies.Study;

/**
 * What was asked, when and under which protocol: the head of every answer.
 *
 * @param study slug of the study
 * @param simulated whether the study's data are simulated
 * @param protocolVersion number of the study file's version in force
 * @param protocolSha256 SHA-256 of that version's text
 * @param asOf when the ledgers were read
 * @param analysis key of the pre-registered analysis
 * @param label its short name
 * @param kind which comparison it is, in lower case
 * @param exploratory whether measure or phase differ from what was pre-registered
 * @param interim whether the compared phase is not over for every unit
 * @param outcome key of the measure that is compared
 * @param outcomeLabel its label
 * @param summed whether the outcome can be summed over months; a stock or a rate cannot, and its
 *     mean is told instead
 * @param rateUnit what a rate is per, in words
 * @param phase key of the phase that is compared
 * @param phaseLabel its label
 * @param baselinePhase key of the phase before, or null
 * @param confidence level of intervals, such as 0.95
 * @param amendments versions of the study file that changed the question, newest first
 */
record Asked(
    String study,
    boolean simulated,
    int protocolVersion,
    String protocolSha256,
    Instant asOf,
    String analysis,
    String label,
    String kind,
    boolean exploratory,
    boolean interim,
    String outcome,
    String outcomeLabel,
    boolean summed,
    String rateUnit,
    String phase,
    String phaseLabel,
    String baselinePhase,
    double confidence,
    List<Amendment> amendments) {
  public Asked {
    amendments = List.copyOf(amendments);
  }

  /** The newest amendment that came after somebody had looked; null if there is none. */
  @JsonIgnore
  public Amendment amendedAfterLooks() {
    return amendments.stream().filter(Amendment::isAfterLooks).findFirst().orElse(null);
  }

  /** The same, asked at this moment. */
  Asked at(Instant now) {
    return new Asked(
        study,
        simulated,
        protocolVersion,
        protocolSha256,
        now,
        analysis,
        label,
        kind,
        exploratory,
        interim,
        outcome,
        outcomeLabel,
        summed,
        rateUnit,
        phase,
        phaseLabel,
        baselinePhase,
        confidence,
        amendments);
  }

  static Asked of(
      Study study, Question question, Instant asOf, boolean interim, List<Amendment> amendments) {
    Analysis analysis = question.analysis();
    return new Asked(
        study.slug,
        study.simulated,
        study.current.number,
        study.current.sha256,
        asOf,
        analysis.key(),
        analysis.label(),
        analysis.kind().name().toLowerCase(java.util.Locale.ROOT),
        question.isExploratory(),
        interim,
        analysis.outcome(),
        question.outcomeLabel(),
        question.isSummed(),
        question.rateUnit(),
        analysis.phase(),
        question.phaseLabel(),
        analysis.baselinePhase().orElse(null),
        analysis.confidence(),
        amendments);
  }
}
