package org.reachline.projects;

import java.util.LinkedHashMap;
import java.util.Map;

/** Projects, cycles and walk-throughs as the trail keeps them, property by property. */
final class ProjectState {
  private ProjectState() {}

  static Map<String, String> of(ChangeProject p) {
    Map<String, String> state = new LinkedHashMap<>();
    put(state, "title", p.title);
    put(state, "aim", p.aim);
    put(state, "population", p.population);
    put(state, "level_of_care", p.levelOfCare);
    put(state, "location", p.location);
    put(state, "measure", p.measureKey == null ? p.ownMeasure : p.measureKey);
    put(state, "baseline", ProjectForm.plain(p.baseline));
    put(state, "target", ProjectForm.plain(p.target));
    put(state, "starts_on", p.startsOn);
    put(state, "ends_on", p.endsOn);
    put(state, "executive_sponsor", p.executiveSponsor);
    put(state, "change_leader", p.changeLeader);
    put(state, "team", p.team);
    put(state, "data_collection", p.dataCollection);
    put(state, "expected_impact", p.expectedImpact);
    put(state, "closed_on", p.closedOn);
    put(state, "closing_words", p.closingWords);
    put(state, "withdrawn", p.withdrawalReason);
    return state;
  }

  static Map<String, String> of(PdsaCycle c) {
    Map<String, String> state = new LinkedHashMap<>();
    put(state, "project", c.project.subject());
    put(state, "number", c.number);
    put(state, "change", c.change);
    put(state, "starts_on", c.startsOn);
    put(state, "ends_on", c.endsOn);
    put(state, "plan", c.plan);
    put(state, "do", c.done);
    put(state, "study", c.studied);
    put(state, "act", c.act == null ? null : c.act.label());
    put(state, "act_notes", c.actNotes);
    put(state, "withdrawn", c.withdrawalReason);
    return state;
  }

  static Map<String, String> of(WalkThrough w) {
    Map<String, String> state = new LinkedHashMap<>();
    put(state, "walked_on", w.walkedOn);
    put(state, "played_person", w.playedPerson);
    put(state, "played_family", w.playedFamily);
    put(state, "observer", w.observer);
    for (WalkNote note : w.notes) {
      put(state, note.stage.label() + ", felt", note.felt);
      put(state, note.stage.label() + ", seen", note.seen);
      put(state, note.stage.label() + ", to change", note.toChange);
    }
    put(state, "first_change", w.firstChange);
    put(state, "withdrawn", w.withdrawalReason);
    return state;
  }

  private static void put(Map<String, String> state, String property, Object value) {
    state.put(property, value == null ? "" : value.toString());
  }
}
