package org.reachline.studies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.reachline.studies.file.StudyFile;

/**
 * One difference between two versions of a study file, as the person who must give the reason reads
 * it.
 *
 * @param section part of the file, such as "Measures"
 * @param what what it is about, such as a measure's label
 * @param before how it was; empty if it is new
 * @param after how it is; empty if it is gone
 */
public record ProtocolChange(String section, String what, String before, String after) {

  /** Every difference in meaning; comments, order of keys and layout make none. */
  public static List<ProtocolChange> between(StudyFile before, StudyFile after) {
    List<ProtocolChange> changes = new ArrayList<>();
    single(changes, "Title", before.title(), after.title());
    single(changes, "Registry", before.registryId().orElse(""), after.registryId().orElse(""));
    single(changes, "Data", simulated(before), simulated(after));
    texts(changes, "Sources", before.sources(), after.sources());
    texts(changes, "Assumptions", before.assumptions(), after.assumptions());
    texts(changes, "Eligibility", before.eligibility(), after.eligibility());
    keyed(changes, "Site types", before, after, f -> f.siteTypes(), t -> t.key(), t -> t.label());
    keyed(changes, "Parts", before, after, f -> f.parts(), t -> t.key(), t -> t.label());
    keyed(
        changes,
        "Phases",
        before,
        after,
        f -> f.phases(),
        p -> p.key(),
        p -> p.label() + ", months " + p.fromMonth() + " to " + p.toMonth());
    keyed(changes, "Factors", before, after, f -> f.factors(), x -> x.key(), Object::toString);
    keyed(
        changes,
        "Arms",
        before,
        after,
        f -> f.arms(),
        a -> a.key(),
        a -> a.label() + " " + a.levels() + ", place " + (a.order() + 1));
    keyed(changes, "Strategies", before, after, f -> f.strategies(), s -> s.key(), s -> plan(s));
    keyed(changes, "Measures", before, after, f -> f.measures(), m -> m.key(), Object::toString);
    texts(
        changes,
        "Checks",
        before.checks().stream().map(c -> c.rule() + ": " + c.message()).toList(),
        after.checks().stream().map(c -> c.rule() + ": " + c.message()).toList());
    single(changes, "Reporting", "" + before.reporting(), "" + after.reporting());
    single(changes, "Allocation", "" + before.allocation(), "" + after.allocation());
    keyed(changes, "Analyses", before, after, f -> f.analyses(), a -> a.key(), Object::toString);
    return changes;
  }

  private static String plan(org.reachline.studies.file.Strategy strategy) {
    return strategy.toString();
  }

  private static String simulated(StudyFile file) {
    return file.simulated() ? "simulated" : "real";
  }

  private static void single(
      List<ProtocolChange> changes, String section, String before, String after) {
    if (!before.equals(after)) {
      changes.add(new ProtocolChange(section, "", before, after));
    }
  }

  private static void texts(
      List<ProtocolChange> changes, String section, List<String> before, List<String> after) {
    before.stream()
        .filter(text -> !after.contains(text))
        .forEach(text -> changes.add(new ProtocolChange(section, "", text, "")));
    after.stream()
        .filter(text -> !before.contains(text))
        .forEach(text -> changes.add(new ProtocolChange(section, "", "", text)));
  }

  private static <T> void keyed(
      List<ProtocolChange> changes,
      String section,
      StudyFile before,
      StudyFile after,
      Function<StudyFile, List<T>> list,
      Function<T, String> key,
      Function<T, String> words) {
    Map<String, String> old = new LinkedHashMap<>();
    list.apply(before).forEach(t -> old.put(key.apply(t), words.apply(t)));
    Map<String, String> now = new LinkedHashMap<>();
    list.apply(after).forEach(t -> now.put(key.apply(t), words.apply(t)));
    old.forEach(
        (k, text) -> {
          if (!Objects.equals(text, now.get(k))) {
            changes.add(new ProtocolChange(section, k, text, now.getOrDefault(k, "")));
          }
        });
    now.forEach(
        (k, text) -> {
          if (!old.containsKey(k)) {
            changes.add(new ProtocolChange(section, k, "", text));
          }
        });
  }
}
