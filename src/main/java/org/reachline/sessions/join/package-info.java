/**
 * How people come in: personal and shared links, the door to the video room, guests. An inner room
 * of sessions.
 */
package org.reachline.sessions.join;
