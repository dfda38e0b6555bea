/**
 * What video rooms report by themselves: who came and went, that a meeting ended, that a recording
 * is ready. Every report is authenticated and taken once. An inner room of sessions, floor 3.
 */
package org.reachline.sessions.hooks;
