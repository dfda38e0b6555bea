package org.reachline.protocol;

import java.util.List;
import org.reachline.protocol.design.Require;

/**
 * What a protocol wants beside a cluster-level analysis.
 *
 * @param methods each once, in the order of the file; empty for none
 * @param draws allocations drawn by a permutation test where there are too many to visit all
 * @param seed of those draws; the same seed gives the same p
 */
public record Beside(List<BesideMethod> methods, int draws, int seed) {

  /** Nothing beside. */
  public static final Beside NOTHING = new Beside(List.of(), 9999, 1);

  public Beside {
    methods = methods.stream().distinct().toList();
    Require.that(draws > 0, "draws must be more than 0");
  }
}
