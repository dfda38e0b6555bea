package org.reachline.sessions.attendance;

import org.reachline.sessions.Attendance;

/**
 * Told to whom it concerns, inside the transaction, when the minutes of somebody in a session
 * change: rooms above add it to the delivered dose and look for contamination.
 *
 * @param attendance the record after the change, with its session, person and site
 * @param minutesBefore minutes before; 0 for somebody who was not on the list
 */
public record AttendanceChanged(Attendance attendance, int minutesBefore) {}
