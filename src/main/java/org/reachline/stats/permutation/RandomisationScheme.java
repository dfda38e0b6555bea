package org.reachline.stats.permutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.reachline.stats.UnusableQuestion;

/**
 * How the units might have been allocated instead. A randomisation test is only as right as this:
 * it must be the scheme that allocated them.
 */
public sealed interface RandomisationScheme {

  /** What is done with an allocation. */
  @FunctionalInterface
  interface Visitor {
    /** One allocation, true where treated; the array is reused. */
    void visit(boolean[] treated);
  }

  /** How many allocations there are, given the observed one; infinite when beyond counting. */
  double count(boolean[] observed);

  /** Visits every allocation once, the observed among them. */
  void visitAll(boolean[] observed, Visitor visitor);

  /** Puts a random allocation into the array, which holds an allocation of the scheme. */
  void draw(boolean[] treated, UniformRandomProvider random);

  /** The scheme as a reader would name it. */
  String inWords();

  /**
   * The treated are shuffled within each stratum, whose number of treated stays.
   *
   * @param members the units of each stratum
   */
  record WithinStrata(int[][] members) implements RandomisationScheme {

    /** Strata from labels; units with equal labels share one. */
    public static WithinStrata of(List<String> labels) {
      Map<String, List<Integer>> strata = new LinkedHashMap<>();
      for (int i = 0; i < labels.size(); i++) {
        strata.computeIfAbsent(labels.get(i), same -> new ArrayList<>()).add(i);
      }
      return new WithinStrata(
          strata.values().stream()
              .map(units -> units.stream().mapToInt(Integer::intValue).toArray())
              .toArray(int[][]::new));
    }

    /** One stratum that holds all units. */
    public static WithinStrata complete(int units) {
      return new WithinStrata(new int[][] {IntStream.range(0, units).toArray()});
    }

    private static int treatedAmong(int[] members, boolean[] treated) {
      int sum = 0;
      for (int unit : members) {
        sum += treated[unit] ? 1 : 0;
      }
      return sum;
    }

    @Override
    public double count(boolean[] observed) {
      double product = 1;
      for (int[] own : members) {
        int chosen = treatedAmong(own, observed);
        double ways = 1;
        for (int i = 1; i <= chosen; i++) {
          ways = ways * (own.length - chosen + i) / i;
        }
        product *= Math.rint(ways);
      }
      return product;
    }

    @Override
    public void visitAll(boolean[] observed, Visitor visitor) {
      int[] chosen = new int[members.length];
      for (int s = 0; s < members.length; s++) {
        chosen[s] = treatedAmong(members[s], observed);
      }
      visit(members, chosen, 0, new boolean[observed.length], visitor);
    }

    private static void visit(
        int[][] members, int[] chosen, int s, boolean[] treated, Visitor visitor) {
      if (s == members.length) {
        visitor.visit(treated);
        return;
      }
      choose(members, chosen, s, 0, chosen[s], treated, visitor);
    }

    private static void choose(
        int[][] members,
        int[] chosen,
        int s,
        int from,
        int left,
        boolean[] treated,
        Visitor visitor) {
      if (left == 0) {
        visit(members, chosen, s + 1, treated, visitor);
        return;
      }
      for (int i = from; i <= members[s].length - left; i++) {
        treated[members[s][i]] = true;
        choose(members, chosen, s, i + 1, left - 1, treated, visitor);
        treated[members[s][i]] = false;
      }
    }

    @Override
    public void draw(boolean[] treated, UniformRandomProvider random) {
      for (int[] own : members) {
        for (int i = own.length - 1; i > 0; i--) {
          int j = random.nextInt(i + 1);
          boolean kept = treated[own[i]];
          treated[own[i]] = treated[own[j]];
          treated[own[j]] = kept;
        }
      }
    }

    @Override
    public String inWords() {
      int strata = members.length;
      return strata == 1
          ? "shuffled among all units"
          : "shuffled within %d strata".formatted(strata);
    }
  }

  /**
   * One of each pair is treated; the two may be swapped.
   *
   * @param strata the pairs, as strata of two
   */
  record WithinPairs(WithinStrata strata) implements RandomisationScheme {

    /**
     * Pairs from labels.
     *
     * @throws UnusableQuestion when a label does not stand exactly twice
     */
    public static WithinPairs of(List<String> labels) {
      labels.forEach(
          label -> {
            if (labels.stream().filter(label::equals).count() != 2) {
              throw new UnusableQuestion("pair " + label + " does not have two units");
            }
          });
      return new WithinPairs(WithinStrata.of(labels));
    }

    @Override
    public double count(boolean[] observed) {
      return strata.count(observed);
    }

    @Override
    public void visitAll(boolean[] observed, Visitor visitor) {
      strata.visitAll(observed, visitor);
    }

    @Override
    public void draw(boolean[] treated, UniformRandomProvider random) {
      strata.draw(treated, random);
    }

    @Override
    public String inWords() {
      return "swapped within %d pairs".formatted(strata.members().length);
    }
  }

  /**
   * Any of a list of acceptable allocations, as constrained randomisation leaves them.
   *
   * @param allocations each as long as the units, true where treated
   */
  record Constrained(List<boolean[]> allocations) implements RandomisationScheme {
    public Constrained {
      allocations = List.copyOf(allocations);
      if (allocations.isEmpty()) {
        throw new UnusableQuestion("the list of allocations is empty");
      }
    }

    @Override
    public double count(boolean[] observed) {
      boolean there = allocations.stream().anyMatch(a -> Arrays.equals(a, observed));
      if (!there) {
        throw new UnusableQuestion("the observed allocation is not among the acceptable ones");
      }
      return allocations.size();
    }

    @Override
    public void visitAll(boolean[] observed, Visitor visitor) {
      allocations.forEach(visitor::visit);
    }

    @Override
    public void draw(boolean[] treated, UniformRandomProvider random) {
      boolean[] chosen = allocations.get(random.nextInt(allocations.size()));
      System.arraycopy(chosen, 0, treated, 0, treated.length);
    }

    @Override
    public String inWords() {
      return "one of %d acceptable allocations".formatted(allocations.size());
    }
  }
}
