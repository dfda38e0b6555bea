/**
 * What comes after a session: a short survey, a certificate of attendance, and everybody's own list
 * of the sessions they attended. An inner room of sessions, floor 3.
 */
package org.reachline.sessions.after;
