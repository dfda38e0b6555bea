package org.reachline.cli.simulate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.CollectionSampler;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Chance with a name. Every subject draws from a stream of its own, so that a changed truth about
 * sessions does not reshuffle the reports.
 */
final class RandomStreams {

  private final UniformRandomProvider source;

  private RandomStreams(UniformRandomProvider source) {
    this.source = source;
  }

  /** The stream of a subject under a seed. */
  static RandomStreams of(long seed, String... subject) {
    // FNV-1a, 64 bits: spelled out, because String.hashCode has too few bits for hundreds of
    // streams.
    long hash = 0xcbf29ce484222325L ^ seed;
    for (byte letter : String.join("\u0000", subject).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ letter) * 0x100000001b3L;
    }
    return new RandomStreams(RandomSource.XO_RO_SHI_RO_128_PP.create(hash));
  }

  boolean happens(double probability) {
    return source.nextDouble() < probability;
  }

  /** A whole number from 0 to one less than the bound. */
  int below(int bound) {
    return source.nextInt(bound);
  }

  /** A whole number between both ends, which can come up too. */
  int between(int least, int most) {
    return least + source.nextInt(most - least + 1);
  }

  double normal() {
    return ZigguratSampler.NormalizedGaussian.of(source).sample();
  }

  int poisson(double mean) {
    return mean <= 0 ? 0 : PoissonSampler.of(source, mean).sample();
  }

  /** A negative binomial count: variance mean + mean^2 / theta. */
  int negativeBinomial(double mean, double theta) {
    if (mean <= 0) {
      return 0;
    }
    return poisson(AhrensDieterMarsagliaTsangGammaSampler.of(source, theta, mean / theta).sample());
  }

  <T> T pick(List<T> choices) {
    return new CollectionSampler<>(source, choices).sample();
  }

  <T> List<T> shuffled(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    ListSampler.shuffle(source, copy);
    return copy;
  }
}
