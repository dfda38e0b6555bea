/**
 * Attendance as it is kept and read: the ledger that takes evidence and settles minutes, what it
 * posts to the ledger of dose, the grid of sites by sessions. An inner room of sessions.
 */
package org.reachline.sessions.attendance;
