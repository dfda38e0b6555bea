/**
 * Participant lists of video services (Zoom, Teams, BigBlueButton) as evidence of attendance: read,
 * matched to people, shown before saved. An inner room of sessions, floor 3.
 */
package org.reachline.sessions.imports;
