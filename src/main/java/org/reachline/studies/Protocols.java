package org.reachline.studies;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationMethod;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.PlannedDose;
import org.reachline.protocol.file.ReadResult;
import org.reachline.protocol.file.StudyFileReader;

/**
 * Hands out what study files say. Each version is read once and kept: a version's text never
 * changes.
 */
@ApplicationScoped
public class Protocols {
  private final Map<Long, StudyFile> byVersion = new ConcurrentHashMap<>();
  private final Map<Long, Map<Long, StudyFile>> formerByVersion = new ConcurrentHashMap<>();

  private final Map<Planned, PlannedDose> doses = new ConcurrentHashMap<>();
  private static final int MOST_DOSES = 20_000;

  /** What a planned dose follows from; units that share it share the dose. */
  private record Planned(
      long version, String arm, LocalDate startedOn, String zone, CountingChoice counting) {}

  /** The file in force for a study. */
  public StudyFile fileOf(Study study) {
    return fileOf(study.current);
  }

  /** The file of one version. */
  public StudyFile fileOf(StudyVersion version) {
    StudyFile known = byVersion.get(version.id);
    if (known == null) {
      known = read(version).orThrow();
      byVersion.put(version.id, known);
    }
    return known;
  }

  /** The file of one version; empty if nothing can read it. */
  public Optional<StudyFile> findFileOf(StudyVersion version) {
    StudyFile known = byVersion.get(version.id);
    return known == null ? read(version).study() : Optional.of(known);
  }

  /** The file in force; empty if nothing can read it, so that another may take its place. */
  public Optional<StudyFile> findFileOf(Study study) {
    return read(study.current).study();
  }

  private static ReadResult read(StudyVersion version) {
    return StudyFileReader.readOnRecord(version.text, version.study.slug + "/study.yaml");
  }

  /**
   * The arm of a unit, or empty before allocation. A study with one arm and nothing to allocate has
   * no allocation to wait for. Whoever shows it asks who may see it.
   */
  public Optional<Arm> armOf(Enrolment enrolment) {
    StudyFile file = fileOf(enrolment.study);
    if (enrolment.armKey == null
        && file.allocation().method() == AllocationMethod.NONE
        && file.arms().size() == 1) {
      return Optional.of(file.arms().get(0));
    }
    return Optional.ofNullable(enrolment.armKey).flatMap(file::findArm);
  }

  /** What a unit is meant to get under the file in force; empty before allocation or start. */
  public Optional<PlannedDose> plannedDose(Enrolment enrolment) {
    return plannedDose(enrolment, CountingChoice.OF_THE_FILE);
  }

  /** The same as it counts under the rules that somebody chose. */
  public Optional<PlannedDose> plannedDose(Enrolment enrolment, CountingChoice counting) {
    return enrolment.startedOn == null
        ? Optional.empty()
        : armOf(enrolment)
            .map(
                arm -> {
                  Planned key =
                      new Planned(
                          enrolment.study.current.id,
                          arm.key(),
                          enrolment.startedOn,
                          enrolment.unit.zone,
                          counting);
                  PlannedDose known = doses.get(key);
                  return known == null ? plan(key, enrolment, arm) : known;
                });
  }

  private PlannedDose plan(Planned key, Enrolment enrolment, Arm arm) {
    Study study = enrolment.study;
    PlannedDose dose =
        plannedDose(enrolment, fileOf(study), arm, formerFiles(study), key.counting());
    if (doses.size() >= MOST_DOSES) {
      doses.clear();
    }
    doses.put(key, dose);
    return dose;
  }

  /**
   * What a unit would be meant to get under a file that came after the one in force. Empty before
   * allocation or start, or if the file does not know the unit's arm.
   */
  public Optional<PlannedDose> plannedDoseUnder(Enrolment enrolment, StudyFile next) {
    if (enrolment.startedOn == null) {
      return Optional.empty();
    }
    Map<Long, StudyFile> former = new LinkedHashMap<>();
    former.put(enrolment.study.current.id, fileOf(enrolment.study));
    former.putAll(formerFiles(enrolment.study));
    return armOf(enrolment)
        .flatMap(arm -> next.findArm(arm.key()))
        .map(arm -> plannedDose(enrolment, next, arm, former, CountingChoice.OF_THE_FILE));
  }

  private static PlannedDose plannedDose(
      Enrolment unit,
      StudyFile file,
      Arm arm,
      Map<Long, StudyFile> former,
      CountingChoice counting) {
    ZoneId zone = unit.unit.zoneId();
    return PlannedDose.of(file, arm, unit.startedOn, zone, counting)
        .after(file, former, arm, unit.startedOn, zone);
  }

  /** What former versions of a study say, newest first; one that nothing can read is left out. */
  private Map<Long, StudyFile> formerFiles(Study study) {
    if (study.current.number == 1) {
      return Map.of();
    }
    return formerByVersion.computeIfAbsent(
        study.current.id,
        current -> {
          Map<Long, StudyFile> files = new LinkedHashMap<>();
          for (StudyVersion version : StudyVersion.listForStudy(study)) {
            if (version.number < study.current.number) {
              read(version).study().ifPresent(file -> files.put(version.id, file));
            }
          }
          return files;
        });
  }
}
