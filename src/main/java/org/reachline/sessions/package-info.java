/**
 * ECHO programmes and their sessions: schedule, agenda, join links and who attended for how many
 * minutes, with the evidence. Floor 3: knows studies, people and sites.
 */
package org.reachline.sessions;
