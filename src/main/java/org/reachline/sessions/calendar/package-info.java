/**
 * What calendars and mailboxes are told of sessions: invitations, updates, cancellations (RFC 5545
 * and 5546), answers, and each person's feed. An inner room of sessions, floor 3.
 */
package org.reachline.sessions.calendar;
