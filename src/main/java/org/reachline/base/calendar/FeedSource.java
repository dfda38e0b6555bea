package org.reachline.base.calendar;

import java.time.Instant;
import java.util.List;

/**
 * A room that puts something into people's calendars. The personal feed asks every one; CDI joins
 * them, so that rooms of one floor need not know each other.
 */
public interface FeedSource {
  /**
   * What a person's feed is to show of this room, cancelled entries too.
   *
   * @param personId key of the person
   * @param from nothing that begins before
   */
  List<CalendarText.Entry> entriesOf(long personId, Instant from);
}
