/**
 * Coaching contacts, what each site was meant to get and what it got. Its words: contact, outcome,
 * attendee, next step, private note, matched planned contact, unplanned help, delivered dose. Inner
 * rooms: booking, projects, contamination. Floor 3: knows studies, people, sites and base.
 */
package org.reachline.coaching;
