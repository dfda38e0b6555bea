package org.reachline.sessions.live;

import java.time.ZoneId;
import org.reachline.people.Person;

/**
 * Somebody on the live page.
 *
 * @param person who
 * @param host whether they run the session
 * @param base address of their page within the service; what they do lies below it
 * @param zone their time zone
 */
record Viewer(Person person, boolean host, String base, ZoneId zone) {}
