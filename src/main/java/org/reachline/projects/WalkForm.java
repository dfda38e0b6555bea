package org.reachline.projects;

import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;

/** A walk-through as a person types it; the three lists run in step with {@link #stage}. */
public class WalkForm {
  /** Code of the site of the unit. */
  @RestForm public String site;

  /** Day. */
  @RestForm public String walkedOn;

  /** Who played the person who seeks treatment. */
  @RestForm public String playedPerson;

  /** Who came along. */
  @RestForm public String playedFamily;

  /** Who wrote down what was seen. */
  @RestForm public String observer;

  /** The one thing to change first. */
  @RestForm public String firstChange;

  /** Names of {@link WalkStage}s. */
  @RestForm public List<String> stage = new ArrayList<>();

  /** What it felt like, stage by stage. */
  @RestForm public List<String> felt = new ArrayList<>();

  /** What was seen, stage by stage. */
  @RestForm public List<String> seen = new ArrayList<>();

  /** What could be changed, stage by stage. */
  @RestForm public List<String> toChange = new ArrayList<>();

  /** What was typed as felt at a stage. */
  public String feltAt(WalkStage at) {
    return at(felt, at);
  }

  /** What was typed as seen at a stage. */
  public String seenAt(WalkStage at) {
    return at(seen, at);
  }

  /** What was typed as to be changed at a stage. */
  public String toChangeAt(WalkStage at) {
    return at(toChange, at);
  }

  /** The text of the list that runs in step with the stages, or an empty one. */
  String at(List<String> list, WalkStage at) {
    int place = stage.indexOf(at.name());
    return place < 0 || place >= list.size() || list.get(place) == null ? "" : list.get(place);
  }
}
