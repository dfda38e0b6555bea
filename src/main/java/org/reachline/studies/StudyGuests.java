package org.reachline.studies;

/**
 * Who has a part in a study without a site in it. Declared here, implemented by rooms that ask
 * people in one by one; CDI joins them.
 */
public interface StudyGuests {
  /** Whether the person with this key was asked to something of the study themselves. */
  boolean isGuest(long personId, String slug);
}
