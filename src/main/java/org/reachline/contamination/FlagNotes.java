package org.reachline.contamination;

import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditTrail;
import org.reachline.studies.Study;

/** Writes notes on flags, each with its line in the trail. */
@ApplicationScoped
class FlagNotes {
  /** How a note begins that tells of evidence that was changed or taken back. */
  static final String GONE = "No record shows this any more.";

  private static final String LEFT = "The unit left the study; until then it was so.";

  private static final String ANOTHER_LEFT = "A unit left the study; until then it was so.";

  private static final String AGAIN = "It is so again: ";

  @Inject AuditTrail audit;
  @Inject EntityManager database;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /** The flag of this key in a study. @throws Refusal.NotFound if there is none */
  static ContaminationFlag flag(Study study, long id) {
    return ContaminationFlag.<ContaminationFlag>findByIdOptional(id)
        .filter(f -> f.study.id.equals(study.id))
        .orElseThrow(Refusal.NotFound::new);
  }

  /**
   * Keeps how each flag stands, with a note when what it tells has ceased to be so, and when it is
   * so again: a flag goes neither unnoticed nor away.
   *
   * @param now everything that was found today about the units or people of these flags
   * @param withLeft keys of what would be found if units that left were in the study still; asked
   *     only where a flag has ended
   * @return the states in force, by key of the flag
   */
  @Transactional
  public Map<Long, FlagState> annotate(
      List<ContaminationFlag> flags, List<Finding> now, Supplier<Set<String>> withLeft) {
    Map<String, Finding> found = new HashMap<>();
    now.forEach(finding -> found.put(finding.key(), finding));
    Map<Long, FlagState> states = FlagState.lastOf(flags);
    for (ContaminationFlag flag : flags) {
      FlagState last = states.get(flag.id);
      Finding finding = found.get(flag.findingKey);
      FlagState next = next(flag, last, finding);
      if (next == null) {
        continue;
      }
      boolean itsUnitLeft = flag.enrolment != null && !flag.enrolment.isActive();
      if (finding == null) {
        next.endedBecause =
            itsUnitLeft || withLeft.get().contains(flag.findingKey)
                ? FlagState.Ended.UNIT_LEFT
                : FlagState.Ended.EVIDENCE_GONE;
      }
      if (!keep(next)) {
        continue;
      }
      states.put(flag.id, next);
      if (finding == null) {
        String why =
            next.endedBecause == FlagState.Ended.EVIDENCE_GONE
                ? GONE
                : itsUnitLeft ? LEFT : ANOTHER_LEFT;
        annotate(flag, why + " Raised for: " + flag.explanationThen);
      } else if (last != null && !last.holds) {
        annotate(flag, AGAIN + finding.explanation());
      }
    }
    return states;
  }

  /** Whether every finding has its flag, and every flag stands on record as it does now. */
  boolean areOnRecord(
      List<ContaminationFlag> flags, Map<Long, FlagState> states, List<Finding> now) {
    Map<String, Finding> found = new HashMap<>();
    now.forEach(finding -> found.put(finding.key(), finding));
    boolean flagged =
        flags.stream().map(flag -> flag.findingKey).collect(toSet()).containsAll(found.keySet());
    return flagged
        && flags.stream().allMatch(f -> next(f, states.get(f.id), found.get(f.findingKey)) == null);
  }

  /** The state that follows, or null if nothing has changed. */
  private FlagState next(ContaminationFlag flag, FlagState last, Finding finding) {
    boolean same =
        last != null
            && (finding == null
                ? !last.holds
                : last.holds
                    && last.said.equals(finding.said())
                    && last.contacts == finding.contacts()
                    && last.minutes == finding.minutes());
    if (same) {
      return null;
    }
    FlagState next = new FlagState();
    next.flag = flag;
    next.key = new FlagState.Key(flag.id, last == null ? 1 : last.key.step() + 1);
    next.holds = finding != null;
    next.sinceAt = clock.instant();
    next.said = finding != null ? finding.said() : last != null ? last.said : flag.explanationThen;
    next.contacts = finding != null ? finding.contacts() : last == null ? 0 : last.contacts;
    next.minutes = finding != null ? finding.minutes() : last == null ? 0 : last.minutes;
    return next;
  }

  /**
   * Whether it was kept; two requests may see the same change, and the table lets one of them in.
   */
  private boolean keep(FlagState state) {
    return database
            .createNativeQuery(
                "insert into contamination_state (flag_id, step, holds, since_at, said, contacts,"
                    + " minutes, ended_because) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                    + " on conflict (flag_id, step) do nothing")
            .setParameter(1, state.key.flagId())
            .setParameter(2, state.key.step())
            .setParameter(3, state.holds)
            .setParameter(4, state.sinceAt)
            .setParameter(5, state.said)
            .setParameter(6, state.contacts)
            .setParameter(7, state.minutes)
            .setParameter(8, state.endedBecause == null ? null : state.endedBecause.name())
            // Nothing that it rests on waits to be written, and looking whether costs more.
            .setFlushMode(FlushModeType.COMMIT)
            .executeUpdate()
        == 1;
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
