package org.reachline.coaching.contamination;

import java.time.LocalDate;
import java.util.List;

/**
 * Something that is so now.
 *
 * @param enrolmentId key of the unit, or null where it is about a person
 * @param strategy key of the strategy, or null where it is about a person
 * @param personId key of the person, or null where it is about a unit
 * @param explanation what was found, with figures, in sentences
 * @param since first day of the evidence
 * @param sources records that show it, such as {@code coaching_contact:17}; empty for persons
 */
public record Finding(
    ContaminationKind kind,
    Long enrolmentId,
    String strategy,
    Long personId,
    String explanation,
    LocalDate since,
    List<String> sources) {

  public Finding {
    sources = List.copyOf(sources);
    if ((enrolmentId == null) == (personId == null)) {
      throw new IllegalArgumentException("a finding is about a unit or about a person");
    }
  }

  /** Names it within the study: the same finding of tomorrow has the same name. */
  public String key() {
    return kind
        + "/"
        + (enrolmentId == null ? "person:" + personId : "unit:" + enrolmentId + "/" + strategy);
  }
}
