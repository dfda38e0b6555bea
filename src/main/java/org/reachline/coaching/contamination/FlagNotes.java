package org.reachline.coaching.contamination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reachline.base.Audit;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.studies.Study;

/** Writes notes on flags, each with its line in the trail. */
@ApplicationScoped
public class FlagNotes {
  /** How a note begins that tells of evidence that was changed or taken back. */
  static final String GONE = "No record shows this any more.";

  private static final String AGAIN = "It is so again: ";

  @Inject Audit audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /** The flag of this key in a study. @throws Refusal.NotFound if there is none */
  static ContaminationFlag flag(Study study, long id) {
    return ContaminationFlag.<ContaminationFlag>findByIdOptional(id)
        .filter(f -> f.study.id.equals(study.id))
        .orElseThrow(Refusal.NotFound::new);
  }

  /**
   * Notes on each flag when what it tells has ceased to be so, and when it is so again: a flag goes
   * neither unnoticed nor away.
   *
   * @param now everything that was found today about the units or people of these flags
   */
  @Transactional
  public void annotate(List<ContaminationFlag> flags, List<Finding> now) {
    Map<String, Finding> found = new HashMap<>();
    now.forEach(finding -> found.put(finding.key(), finding));
    for (ContaminationFlag flag : flags) {
      boolean gone =
          FlagNote.findLastOfSystem(flag).filter(n -> n.text.startsWith(GONE)).isPresent();
      Finding finding = found.get(flag.findingKey);
      if (finding == null && !gone) {
        annotate(flag, GONE + " Raised for: " + flag.explanationThen);
      } else if (finding != null && gone) {
        annotate(flag, AGAIN + finding.explanation());
      }
    }
  }

  private void annotate(ContaminationFlag flag, String text) {
    FlagNote note = new FlagNote();
    note.flag = flag;
    note.text = text;
    note.writtenAt = clock.instant();
    note.writtenBy = FlagNote.SYSTEM;
    note.persist();
  }

  /** Writes a note. */
  @Transactional
  public FlagNote write(ContaminationFlag flag, String text) {
    FlagNote note = new FlagNote();
    note.flag = flag;
    note.text = text;
    note.writtenAt = clock.instant();
    note.writtenBy = me.email();
    note.persist();
    audit.record(
        "contamination.noted",
        "contamination_flag:" + flag.id,
        flag.enrolment == null ? null : flag.enrolment.unit.id,
        null,
        Map.of("finding", flag.findingKey, "note", text),
        null);
    return note;
  }
}
