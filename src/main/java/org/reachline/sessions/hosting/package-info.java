/**
 * What a hub does with one session: plan it, move it, call it off, its agenda and speakers, the
 * roll-call, the end. Pages and API. An inner room of sessions.
 */
package org.reachline.sessions.hosting;
