package org.reachline.comparison;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.base.act.OwnAct;
import org.reachline.base.trail.AuditEntry;
import org.reachline.base.trail.AuditTrail;

/**
 * Keeps who looked at which comparison when: a trial whose results are looked at early and often
 * must be able to say so.
 */
@ApplicationScoped
class InterimLooks {
  /** The act in the audit trail. */
  static final String ACT = "comparison.looked";

  private static final int SHOWN = 5;

  @Inject AuditTrail audit;
  @Inject OwnAct ownAct;

  /** Puts this look on record, which no answer goes out without. */
  void keep(Answer answer) {
    Asked asked = answer.asked();
    Map<String, Object> what = new LinkedHashMap<>();
    what.put("analysis", asked.analysis());
    what.put("measure", asked.outcome());
    what.put("phase", asked.phase());
    what.put("exploratory", asked.exploratory());
    what.put("interim", asked.interim());
    what.put("pooled", answer instanceof PooledAnswer);
    what.put("protocolVersion", asked.protocolVersion());
    ownAct.run(
        "look at a comparison", () -> audit.record(ACT, subject(asked), null, null, what, null));
  }

  /** The looks at this analysis by people who saw arms or not. */
  InterimLook of(Asked asked) {
    List<InterimLook.Look> latest =
        AuditEntry.<AuditEntry>find(
                "act = ?1 and subject = ?2 order by ordinal desc", ACT, subject(asked))
            .page(0, SHOWN)
            .list()
            .stream()
            .map(entry -> new InterimLook.Look(entry.occurredAt, entry.personEmail))
            .toList();
    return new InterimLook(
        AuditEntry.count("act = ?1 and subject = ?2", ACT, subject(asked)), latest);
  }

  static String subject(Asked asked) {
    return subject(asked.study(), asked.analysis());
  }

  /** The record that looks at one question are kept under. */
  static String subject(String study, String analysis) {
    return "comparison:" + study + "/" + analysis;
  }
}
