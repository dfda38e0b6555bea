package org.reachline.coaching.contamination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import org.reachline.base.Audit;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.studies.Study;

/** Writes notes on flags, each with its line in the trail. */
@ApplicationScoped
public class FlagNotes {
  @Inject Audit audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /** The flag of this key in a study. @throws Refusal.NotFound if there is none */
  static ContaminationFlag flag(Study study, long id) {
    return ContaminationFlag.<ContaminationFlag>findByIdOptional(id)
        .filter(f -> f.study.id.equals(study.id))
        .orElseThrow(Refusal.NotFound::new);
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
