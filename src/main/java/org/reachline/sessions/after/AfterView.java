package org.reachline.sessions.after;

import java.time.Instant;
import org.reachline.base.Problems;
import org.reachline.sessions.Attendance;

/**
 * A person's page after a session.
 *
 * @param attendance their attendance
 * @param base address of the page within the service
 * @param stating whether the person may say how long they were there
 * @param open whether the survey takes answers
 * @param closesAt until when, or null before the session was held
 * @param answered whether they have answered
 * @param form what they said or typed
 * @param problems what cannot be taken
 * @param noCertificate why there is no certificate, or null if there is one
 */
record AfterView(
    Attendance attendance,
    String base,
    boolean stating,
    boolean open,
    Instant closesAt,
    boolean answered,
    Survey.Form form,
    Problems problems,
    String noCertificate) {}
