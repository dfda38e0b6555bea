package org.reachline.base;

import java.util.List;

/**
 * Something about this installation that somebody should see to: said on the console at the start
 * and on a page for coordinators.
 *
 * @param title what it is, a few words
 * @param detail what may come of it and what to do, a sentence or two
 * @param href where it is mended, an address within the service, or null if a setting mends it
 * @param act what the link says, or null
 */
public record Concern(String title, String detail, String href, String act) {
  /** One that a setting mends. */
  public Concern(String title, String detail) {
    this(title, detail, null, null);
  }

  /** A room that knows of concerns; CDI joins them. */
  public interface Source {
    /** What there is to see to now. */
    List<Concern> concerns();
  }
}
