package org.reachline.sessions.programs;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.reachline.sessions.EchoProgram;

/**
 * Told inside the transaction when units went from one programme of a strategy to another.
 *
 * @param programs those whose expected people are others now
 * @param into where the units are now
 * @param from first day there
 * @param sites keys of the units' sites
 */
public record CohortsChanged(
    List<EchoProgram> programs, EchoProgram into, LocalDate from, Set<Long> sites) {
  public CohortsChanged {
    programs = List.copyOf(programs);
    sites = Set.copyOf(sites);
  }
}
