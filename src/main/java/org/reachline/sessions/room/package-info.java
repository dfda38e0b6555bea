/**
 * The video room, whoever provides it: any web address, Jitsi Meet with a signed token, or
 * BigBlueButton by its checksum API; and what rooms report by themselves: who came and went, that a
 * meeting ended. Every report is authenticated and taken once. An inner room of sessions.
 */
package org.reachline.sessions.room;
