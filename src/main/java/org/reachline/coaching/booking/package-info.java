/**
 * Times that coaches offer and sites pick, and the nudge where nothing is booked. Its words: slot,
 * booking (one site's claim on one slot, for a planned contact where one is open), nudge. An inner
 * room of coaching, floor 3; mail leaves by the outbox, entries reach calendars by mail and feed.
 */
package org.reachline.coaching.booking;
