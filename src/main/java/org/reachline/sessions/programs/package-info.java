/**
 * Programmes as a study's file offers them: their hub, team, rhythm and cohorts, and the pages on
 * which they are set. An inner room of sessions.
 */
package org.reachline.sessions.programs;
