package org.reachline.sessions;

import java.util.List;

/**
 * Told inside the transaction when units went from one programme of a strategy to another.
 *
 * @param programs those whose expected people are others now
 */
public record CohortsChanged(List<EchoProgram> programs) {}
