/**
 * The page that is open while a session runs: agenda and clock, who is here, the case on screen,
 * raised hands and questions, the host's notes; and the signs of life that become attendance. An
 * inner room of sessions, floor 3.
 *
 * <p>A <em>beat</em> is one sign of life of one person; a <em>stretch</em> is a run of beats
 * without a long silence.
 */
package org.reachline.sessions.live;
