package org.reachline.exports.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.reachline.comparison.Amendment;
import org.reachline.comparison.Amendments;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.measure.Per;
import org.reachline.studies.Protocols;
import org.reachline.studies.StudyVersion;

/**
 * One row per question of the study file and version that brought it in or changed it, with the
 * looks that had been taken by then. Why a version came is told to those alone who may know arms.
 */
public final class AnalysesTable implements ExportTable {
  private final Amendments amendments;
  private final Protocols protocols;
  private final boolean withReasons;

  public AnalysesTable(Amendments amendments, Protocols protocols, boolean withReasons) {
    this.amendments = amendments;
    this.protocols = protocols;
    this.withReasons = withReasons;
  }

  @Override
  public String file() {
    return "analyses.csv";
  }

  @Override
  public String grain() {
    return "one row per question and version of the study file that brought it in or changed it";
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    return List.of(
        ExportColumn.text("analysis", "Key of the question", ""),
        ExportColumn.integer("version", "Version of the study file", "", ""),
        ExportColumn.instant("loaded_at", "When the version came into force", ""),
        ExportColumn.integer(
            "looks_before",
            "How often the question had been looked at by then; for one that the version brought"
                + " in, how often any question had",
            "looks",
            ""),
        ExportColumn.integer("people_before", "How many people had looked by then", "people", ""),
        ExportColumn.text("reason", "Why the version came", "first version, or blinded"),
        ExportColumn.text("question", "The question in the protocol's words", ""),
        ExportColumn.text("kind", "Which comparison it is", ""),
        ExportColumn.text("outcome", "Key of the measure that is compared", ""),
        ExportColumn.text("exposure", "Key of the measure that it is divided by", "nothing"),
        ExportColumn.text("exposure_per", "How many of it make one", "nothing"),
        ExportColumn.text("phase", "Key of the phase that is compared", ""),
        ExportColumn.text("baseline_phase", "Key of the phase before", "none"),
        ExportColumn.text("factors", "Keys of the factors that enter", "arms enter"),
        ExportColumn.code(
            "interaction", "Whether the product of the factors enters", "0 = no; 1 = yes", ""),
        ExportColumn.text("adjusted_for", "What it is adjusted for", "nothing"),
        ExportColumn.text("continuity", "What is added to every count", ""),
        ExportColumn.text("confidence", "Confidence level of intervals", ""));
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    List<StudyVersion> versions = new ArrayList<>(StudyVersion.listForStudy(cut.study()));
    versions.sort(Comparator.comparingInt(version -> version.number));
    for (Analysis asked : cut.file().analyses()) {
      List<Amendment> amended = amendments.of(cut.study(), asked.key(), withReasons);
      for (StudyVersion version : versions) {
        Optional<Amendment> amendment =
            amended.stream().filter(a -> a.version() == version.number).findFirst();
        if (version.number == 1 || amendment.isPresent()) {
          protocols
              .findFileOf(version)
              .flatMap(file -> file.findAnalysis(asked.key()))
              .ifPresent(then -> out.accept(row(then, version, amendment.orElse(null))));
        }
      }
    }
  }

  /** What the README says of questions that were written anew after somebody had looked. */
  public List<String> sentences(Cut cut) {
    List<String> sentences = new ArrayList<>();
    for (Analysis asked : cut.file().analyses()) {
      amendments.of(cut.study(), asked.key(), withReasons).stream()
          .filter(Amendment::isAfterLooks)
          .forEach(a -> sentences.add(asked.key() + ": " + a.words()));
    }
    return sentences;
  }

  private static List<Object> row(Analysis asked, StudyVersion version, Amendment amendment) {
    return Arrays.asList(
        asked.key(),
        version.number,
        version.loadedAt,
        amendment == null ? 0L : amendment.looks(),
        amendment == null ? 0L : amendment.people(),
        amendment == null ? null : amendment.reason(),
        asked.title(),
        lower(asked.kind()),
        asked.outcome(),
        asked.exposure().map(Per::measure).orElse(null),
        asked.exposure().map(per -> String.valueOf(per.per())).orElse(null),
        asked.phase(),
        asked.baselinePhase().orElse(null),
        asked.factors().isEmpty() ? null : String.join(" ", asked.factors()),
        asked.interaction() ? 1 : 0,
        asked.adjust().isEmpty()
            ? null
            : String.join(" ", asked.adjust().stream().map(AnalysesTable::lower).toList()),
        String.valueOf(asked.continuity()),
        String.valueOf(asked.confidence()));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
