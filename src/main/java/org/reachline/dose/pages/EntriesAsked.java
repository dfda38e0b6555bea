package org.reachline.dose.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Problems;
import org.reachline.dose.AccountPeriods;
import org.reachline.dose.EntrySet;
import org.reachline.dose.FigureFormat;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.dose.CountingChoice;

/** Which entries somebody asks for, as the address says it; everything left out means all. */
class EntriesAsked {
  /** Key of an {@link EntrySet}. */
  @RestQuery public String of;

  /** Key of a {@link FigureFormat}. */
  @RestQuery public String read;

  /** Code of a site. */
  @RestQuery public String site;

  /** Key of an arm. */
  @RestQuery public String arm;

  /** Key of a strategy. */
  @RestQuery public String strategy;

  /** Key of a phase, or {@link AccountPeriods#OUTSIDE}. */
  @RestQuery public String phase;

  /** Counting rules, as {@link CountingChoice} reads them; none for the study file's choice. */
  @RestQuery public List<String> rule = new ArrayList<>();

  /** First study month. */
  @RestQuery public String from;

  /** Last study month. */
  @RestQuery public String to;

  /**
   * The same, understood.
   *
   * @param phase null for all
   * @param from null from the beginning
   * @param to null to the end
   */
  record Filter(
      EntrySet of,
      FigureFormat read,
      Stretch phase,
      CountingChoice counting,
      Integer from,
      Integer to) {

    boolean takesMonth(int month) {
      return (phase == null || phase.months().test(month))
          && (from == null || month >= from)
          && (to == null || month <= to);
    }
  }

  /** A phase, or what lies in none. */
  record Stretch(String label, IntPredicate months) {

    static Optional<Stretch> find(StudyFile file, String key) {
      return key.equals(AccountPeriods.OUTSIDE)
          ? Optional.of(new Stretch("outside the phases", m -> file.findPhase(m).isEmpty()))
          : file.findPhase(key).map(phase -> new Stretch(phase.label(), phase::contains));
    }
  }

  /** Reads what was asked; notes what cannot be. */
  Filter filter(StudyFile file, Problems problems) {
    EntrySet set = given(of) ? problems.choice("of", of, EntrySet.class) : EntrySet.ALL;
    FigureFormat reader =
        given(read) ? problems.choice("read", read, FigureFormat.class) : FigureFormat.LINES;
    Stretch within =
        given(phase)
            ? problems.choice("phase", phase, key -> Stretch.find(file, key), phases(file))
            : null;
    if (given(strategy) && file.findStrategy(strategy).isEmpty()) {
      problems.add("strategy", "The study file names no such strategy.");
    }
    if (given(arm) && file.findArm(arm).isEmpty()) {
      problems.add("arm", "The study file names no such arm.");
    }
    return new Filter(
        set,
        reader,
        within,
        CountingChoice.read(file, rule, problems),
        problems.optionalInteger("from", from, -1200, 1200),
        problems.optionalInteger("to", to, -1200, 1200));
  }

  private static String phases(StudyFile file) {
    return file.phases().stream().map(Phase::key).collect(Collectors.joining(", "))
        + " or "
        + AccountPeriods.OUTSIDE;
  }

  static boolean given(String text) {
    return text != null && !text.isBlank();
  }
}
