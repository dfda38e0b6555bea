package org.reachline.contamination;

import java.time.LocalDate;
import java.util.List;

/**
 * Something that is so now.
 *
 * @param enrolmentId key of the unit, or null where it is about a person
 * @param strategy key of the strategy, or null where it is about a person
 * @param personId key of the person, or null where it is about a unit
 * @param name the person's name, or null where it is about a unit
 * @param said what was found, with figures; of a person without the name, which goes before it
 * @param contacts contacts and sessions that show it
 * @param minutes their minutes
 * @param since first day of the evidence
 * @param sources records that show it, such as {@code coaching_contact:17}
 */
record Finding(
    ContaminationKind kind,
    Long enrolmentId,
    String strategy,
    Long personId,
    String name,
    String said,
    int contacts,
    int minutes,
    LocalDate since,
    List<String> sources) {

  public Finding {
    sources = List.copyOf(sources);
    if ((enrolmentId == null) == (personId == null) || (personId == null) != (name == null)) {
      throw new IllegalArgumentException("a finding is about a unit or about a person with a name");
    }
  }

  /** About a unit and a strategy. */
  static Finding ofUnit(
      ContaminationKind kind,
      long unit,
      String strategy,
      String said,
      int contacts,
      int minutes,
      LocalDate since,
      List<String> sources) {
    return new Finding(kind, unit, strategy, null, null, said, contacts, minutes, since, sources);
  }

  /** About a person. */
  static Finding ofPerson(
      ContaminationKind kind,
      long person,
      String name,
      String said,
      int contacts,
      int minutes,
      LocalDate since,
      List<String> sources) {
    return new Finding(kind, null, null, person, name, said, contacts, minutes, since, sources);
  }

  /** What was found, in sentences. */
  public String explanation() {
    return name == null ? said : name + " " + said;
  }

  /** Names it within the study: the same finding of tomorrow has the same name. */
  public String key() {
    return kind
        + "/"
        + (enrolmentId == null ? "person:" + personId : "unit:" + enrolmentId + "/" + strategy);
  }
}
