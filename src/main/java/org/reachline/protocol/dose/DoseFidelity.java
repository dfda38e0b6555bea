package org.reachline.protocol.dose;

import java.util.List;
import java.util.Optional;
import org.reachline.protocol.strategy.Thresholds;

/**
 * Whether a strategy reaches a unit as it was meant: shares of what the plan asks for so far, each
 * beside the study file's threshold. Only contacts that count and whose time has come are judged.
 *
 * @param measures contacts, minutes, punctuality and people, in this order
 */
public record DoseFidelity(List<Measure> measures) {

  /**
   * One share.
   *
   * @param key {@code contacts}, {@code minutes}, {@code on_schedule} or {@code parts}
   * @param label what people read
   * @param part how much there is
   * @param whole of how much; 0 while there is nothing to judge
   * @param atLeast the study file's threshold, a share; absent if it sets none
   */
  public record Measure(String key, String label, int part, int whole, Optional<Double> atLeast) {

    /** The share in percent; empty while there is nothing to judge. */
    public Optional<Integer> percent() {
      return whole == 0 ? Optional.empty() : Optional.of((int) Math.round(100.0 * part / whole));
    }

    /** Which entries of the ledger it judges. */
    public String entries() {
      return key.equals("parts") ? "held" : "settled";
    }

    /** How it reads their sums as {@code 5 of 7}. */
    public String reading() {
      return key + "_of";
    }

    /** How it reads their sums in percent. */
    public String shareReading() {
      return key + "_share";
    }

    /** The threshold in percent; empty if the file sets none. */
    public Optional<Integer> thresholdPercent() {
      return atLeast.map(share -> (int) Math.round(100 * share));
    }

    /** Whether the threshold is reached; empty without a threshold or anything to judge. */
    public Optional<Boolean> isMet() {
      // A hair below is met: 4 of 5 is 0.8 however binary fractions see it.
      return whole == 0 ? Optional.empty() : atLeast.map(share -> part >= share * whole - 1e-9);
    }

    /** Whether it falls short of a threshold. */
    public boolean isShort() {
      return isMet().filter(met -> !met).isPresent();
    }
  }

  public DoseFidelity {
    measures = List.copyOf(measures);
  }

  /** The shares of an account. */
  public static DoseFidelity of(DoseAccount account, Thresholds thresholds) {
    List<PlannedLine> settled =
        account.lines().stream().filter(line -> line.counts() && line.isSettled()).toList();
    List<PlannedLine> contacts =
        settled.stream().filter(line -> line.planned().countsContact()).toList();
    List<PlannedLine> minutes =
        settled.stream().filter(line -> line.planned().countsMinutes()).toList();
    return new DoseFidelity(
        List.of(
            new Measure(
                "contacts",
                "Contacts held",
                (int) contacts.stream().filter(line -> line.delivery().isPresent()).count(),
                contacts.size(),
                thresholds.contacts()),
            new Measure(
                "minutes",
                "Minutes delivered",
                minutes.stream().mapToInt(line -> line.delivered().minutes()).sum(),
                minutes.stream().mapToInt(line -> line.planned().minutes()).sum(),
                thresholds.minutes()),
            new Measure(
                "on_schedule",
                "On schedule",
                account.onSchedule(),
                account.settled(),
                thresholds.onSchedule()),
            new Measure(
                "parts",
                "Parts reached",
                account.partsReached(),
                account.partsPlanned(),
                thresholds.parts())));
  }

  /** Measures that fall short of their threshold. */
  public List<Measure> shortfalls() {
    return measures.stream().filter(Measure::isShort).toList();
  }
}
