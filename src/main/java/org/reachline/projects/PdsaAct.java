package org.reachline.projects;

/** What a cycle ends in. */
public enum PdsaAct {
  /** The change worked and stays. */
  ADOPT("Adopt"),
  /** The change is altered and tried again. */
  ADAPT("Adapt"),
  /** The change is given up. */
  ABANDON("Abandon");

  private final String label;

  PdsaAct(String label) {
    this.label = label;
  }

  /** What people read. */
  public String label() {
    return label;
  }
}
