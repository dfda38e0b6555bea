package org.reachline.projects;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.studies.Enrolment;
import org.reachline.studies.records.SiteRecord;

/**
 * Staff went through their own site as the people do whom it serves. Not amended: what was felt
 * that day was felt; a wrong record is withdrawn with a reason and written anew.
 */
@Entity
@Table(name = "walk_through")
public class WalkThrough extends SiteRecord<WalkFacts> {
  @Override
  protected Map<String, Object> state() {
    Map<String, Object> state = WalkFacts.SHEET.state(facts);
    state.remove("notes");
    for (WalkNote note : facts.notes()) {
      state.put(note.stage().label() + ", felt", note.felt());
      state.put(note.stage().label() + ", seen", note.seen());
      state.put(note.stage().label() + ", to change", note.toChange());
    }
    state.put("withdrawn", withdrawalReason);
    return state;
  }

  @Override
  protected String noun() {
    return "walk-through";
  }

  /** Walk-throughs of a unit, withdrawn ones too, newest first. */
  public static List<WalkThrough> listForEnrolment(Enrolment enrolment) {
    return list(
        "from WalkThrough w join fetch w.site where w.enrolment = ?1"
            + " order by w.facts.walkedOn desc, w.ordinal desc",
        enrolment);
  }

  /** The walk-through of this key in a unit. */
  public static Optional<WalkThrough> find(Enrolment enrolment, long id) {
    return find("enrolment = ?1 and id = ?2", enrolment, id).firstResultOptional();
  }
}
