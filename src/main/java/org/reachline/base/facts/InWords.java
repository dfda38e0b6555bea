package org.reachline.base.facts;

/** A value that is read otherwise than it is written down: an answer, a person, an agreed step. */
public interface InWords {
  /** As people read it in a history. */
  String inWords();
}
