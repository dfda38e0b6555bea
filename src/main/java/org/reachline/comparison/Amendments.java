package org.reachline.comparison;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.Formats;
import org.reachline.base.trail.AuditEntry;
import org.reachline.protocol.Adjustment;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Factor;
import org.reachline.protocol.design.Phase;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.Per;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;
import org.reachline.studies.StudyVersionCheck;
import org.reachline.studies.versions.ProtocolChange;

/**
 * What versions of the study file changed of a question, and how many looks had been taken by then:
 * a plan that was written anew after somebody had seen the answer is no plan made beforehand.
 */
@ApplicationScoped
public class Amendments {
  /** Differences that leave what is computed as it was. */
  private static final Set<String> WORDING = Set.of("Label of ", "Help of ", "Unit of ");

  @Inject Protocols protocols;

  /**
   * The amendments of a question, newest first.
   *
   * @param analysis key of the pre-registered analysis
   * @param withWords whether the reader may know the arms, and so reasons and changes
   */
  public List<Amendment> of(Study study, String analysis, boolean withWords) {
    List<StudyVersion> versions = new ArrayList<>(StudyVersion.listForStudy(study));
    versions.sort(Comparator.comparingInt(version -> version.number));
    List<Amendment> amendments = new ArrayList<>();
    for (int index = 1; index < versions.size(); index++) {
      Optional<StudyFile> then = protocols.findFileOf(versions.get(index - 1));
      Optional<StudyFile> now = protocols.findFileOf(versions.get(index));
      if (then.isEmpty() || now.isEmpty()) {
        continue;
      }
      StudyFile before = then.get();
      StudyFile after = now.get();
      List<String> changes = changes(before, after, analysis);
      if (!changes.isEmpty()) {
        boolean broughtIn = before.findAnalysis(analysis).isEmpty();
        amendments.add(
            0, amendment(study, versions.get(index), analysis, broughtIn, changes, withWords));
      }
    }
    return amendments;
  }

  void tell(@Observes StudyVersionCheck version) {
    for (Analysis analysis : version.now().analyses()) {
      long looks =
          AuditEntry.count(
              "act = ?1 and subject = ?2",
              InterimLooks.ACT,
              InterimLooks.subject(version.study().slug, analysis.key()));
      boolean gone = version.next().findAnalysis(analysis.key()).isEmpty();
      if (looks > 0
          && (gone || !changes(version.now(), version.next(), analysis.key()).isEmpty())) {
        version
            .before()
            .add(
                "The question “"
                    + analysis.label()
                    + "” has been looked at "
                    + (looks == 1 ? "1 time" : looks + " times")
                    + (gone
                        ? " and would no longer be asked."
                        : ". Whoever reads it will be told that it was amended after that."));
      }
    }
  }

  private Amendment amendment(
      Study study,
      StudyVersion version,
      String analysis,
      boolean broughtIn,
      List<String> changes,
      boolean withWords) {
    String subject =
        broughtIn
            ? InterimLooks.subject(study.slug, "") + "%"
            : InterimLooks.subject(study.slug, analysis);
    Object[] counted =
        AuditEntry.getEntityManager()
            .createQuery(
                "select count(a), count(distinct a.personEmail) from AuditEntry a where a.act = ?1"
                    + " and a.subject like ?2 escape '!' and a.occurredAt < ?3",
                Object[].class)
            .setParameter(1, InterimLooks.ACT)
            .setParameter(2, subject)
            .setParameter(3, version.loadedAt)
            .getSingleResult();
    long looks = (Long) counted[0];
    long people = (Long) counted[1];
    String reason = withWords ? version.reason : null;
    return new Amendment(
        version.number,
        version.loadedAt,
        looks,
        people,
        reason,
        withWords ? changes : List.of(),
        words(version, broughtIn, looks, people, reason));
  }

  private static String words(
      StudyVersion version, boolean broughtIn, long looks, long people, String reason) {
    String when =
        ", on "
            + Formats.inWords(version.loadedAt.atZone(ZoneOffset.UTC).toLocalDate())
            + " (version "
            + version.number
            + ")"
            + (reason == null ? "" : ", because: " + reason.strip());
    String counted =
        (looks == 1 ? "1 look" : looks + " looks")
            + (people == 1 ? " by 1 person" : " by " + people + " people");
    if (broughtIn) {
      return looks == 0
          ? "Added before anybody had looked at a comparison" + when
          : "Added after " + counted + " at other questions of this study" + when;
    }
    return looks == 0
        ? "Amended before anybody had looked" + when
        : "Amended after " + counted + when;
  }

  /**
   * What a version changes of a question and of what it refers to, in words; empty if it asks the
   * same, or no longer asks.
   */
  static List<String> changes(StudyFile before, StudyFile after, String key) {
    Optional<Analysis> then = before.findAnalysis(key);
    Optional<Analysis> now = after.findAnalysis(key);
    if (now.isEmpty()) {
      return List.of();
    }
    return ProtocolChange.between(scope(after, before, then), scope(after, after, now)).stream()
        .filter(
            change ->
                change.section().equals("Analyses")
                    || WORDING.stream().noneMatch(change.what()::startsWith))
        .map(ProtocolChange::sentence)
        .toList();
  }

  /** A file that says nothing but one question and what it refers to; the rest is the same. */
  private static StudyFile scope(StudyFile rest, StudyFile file, Optional<Analysis> asked) {
    Set<String> measures = new LinkedHashSet<>();
    Set<String> phases = new LinkedHashSet<>();
    asked.ifPresent(
        analysis -> {
          collect(file, analysis.outcome(), measures);
          analysis.exposure().map(Per::measure).ifPresent(m -> collect(file, m, measures));
          phases.add(analysis.phase());
          analysis.baselinePhase().ifPresent(phases::add);
        });
    List<Phase> named = file.phases().stream().filter(p -> phases.contains(p.key())).toList();
    List<Factor> factors =
        file.factors().stream()
            .filter(f -> asked.filter(a -> a.factors().contains(f.key())).isPresent())
            .toList();
    boolean strata = asked.filter(a -> a.adjust().contains(Adjustment.STRATUM)).isPresent();
    boolean arms = asked.filter(a -> a.factors().isEmpty()).isPresent();
    List<Measure> used = file.measures().stream().filter(m -> measures.contains(m.key())).toList();
    return new StudyFile(
        rest.slug(),
        rest.title(),
        rest.shortTitle(),
        rest.registryId(),
        rest.simulated(),
        List.of(),
        List.of(),
        List.of(),
        rest.siteTypes(),
        rest.parts(),
        named.isEmpty() ? rest.phases().subList(0, 1) : named,
        factors,
        arms ? file.arms() : rest.arms(),
        List.of(),
        used,
        List.of(),
        rest.reporting(),
        strata ? file.allocation() : rest.allocation(),
        asked.map(List::of).orElse(List.of()));
  }

  /** A measure, and those that its formula names. */
  private static void collect(StudyFile file, String key, Set<String> into) {
    if (into.add(key)) {
      file.findMeasure(key)
          .flatMap(Measure::computed)
          .ifPresent(formula -> formula.measures().forEach(name -> collect(file, name, into)));
    }
  }
}
