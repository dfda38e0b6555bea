package org.reachline.base.lists;

/**
 * Where the records of a list belong, and how that is named while the list waits.
 *
 * @param <P> such as a study
 */
public interface ListPlaces<P> {
  /** The place of a name as {@link #nameOf} gave it, if the person may know of it. */
  P place(String name);

  /** Names a place for a list that waits. */
  String nameOf(P place);

  /** What a place is called; empty where there is only one. */
  String titleOf(P place);
}
