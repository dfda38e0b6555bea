package org.reachline.projects;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.reachline.base.Formats;
import org.reachline.base.facts.InWords;

/** What a cycle ends in. */
public enum PdsaAct implements InWords {
  /** The change worked and stays. */
  @JsonProperty("adopt")
  ADOPT,
  /** The change is altered and tried again. */
  @JsonProperty("adapt")
  ADAPT,
  /** The change is given up. */
  @JsonProperty("abandon")
  ABANDON;

  @Override
  public String inWords() {
    return Formats.fromKey(name().toLowerCase(Locale.ROOT));
  }
}
