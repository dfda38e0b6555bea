package org.reachline.projects;

import org.jboss.resteasy.reactive.RestForm;

/** A cycle as a person types it, word for word. */
public class CycleForm {
  /** The change that is tried. */
  @RestForm public String change;

  /** First day. */
  @RestForm public String startsOn;

  /** Last day. */
  @RestForm public String endsOn;

  /** Plan. */
  @RestForm public String plan;

  /** Do. */
  @RestForm public String done;

  /** Study. */
  @RestForm public String studied;

  /** Name of a {@link PdsaAct}, or empty while undecided. */
  @RestForm public String act;

  /** What follows. */
  @RestForm public String actNotes;

  /** The version that the typist saw; empty for a new cycle. */
  @RestForm public String version;

  /** The form of a cycle that stands. */
  static CycleForm of(PdsaCycle c) {
    CycleForm form = new CycleForm();
    form.change = c.change;
    form.startsOn = c.startsOn.toString();
    form.endsOn = c.endsOn == null ? "" : c.endsOn.toString();
    form.plan = c.plan;
    form.done = c.done;
    form.studied = c.studied;
    form.act = c.act == null ? "" : c.act.name();
    form.actNotes = c.actNotes;
    form.version = String.valueOf(c.version);
    return form;
  }
}
