/**
 * The video room, whoever provides it: any web address, Jitsi Meet with a signed token, or
 * BigBlueButton by its checksum API. An inner room of sessions, floor 3.
 */
package org.reachline.sessions.room;
