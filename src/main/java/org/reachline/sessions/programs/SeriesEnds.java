package org.reachline.sessions.programs;

import org.reachline.sessions.EchoProgram;

/**
 * None of a programme's sessions to come takes place. Told before the sessions themselves are
 * cancelled, so that whoever was asked for the series at once is told at once.
 *
 * @param program whose sessions
 * @param reason why, in words for everybody who was expected
 */
public record SeriesEnds(EchoProgram program, String reason) {}
