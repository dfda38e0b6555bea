/**
 * A coaching contact: what a coach and a site did together, who was there, what follows, and what
 * it posts to the ledger of dose. Its words: contact, outcome, attendee, next step, private note.
 * An inner room of coaching, below booking and the pages.
 */
package org.reachline.coaching.contacts;
