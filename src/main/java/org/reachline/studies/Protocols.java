package org.reachline.studies;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.reachline.studies.dose.PlannedDose;
import org.reachline.studies.file.AllocationMethod;
import org.reachline.studies.file.Arm;
import org.reachline.studies.file.ReadResult;
import org.reachline.studies.file.StudyFile;
import org.reachline.studies.file.StudyFileReader;

/**
 * Hands out what study files say. Each version is read once and kept: a version's text never
 * changes.
 */
@ApplicationScoped
public class Protocols {
  private final Map<Long, StudyFile> byVersion = new ConcurrentHashMap<>();

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

  /** The file in force; empty if nothing can read it, so that another may take its place. */
  Optional<StudyFile> findFileOf(Study study) {
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
    LocalDate start = enrolment.startedOn;
    return start == null
        ? Optional.empty()
        : armOf(enrolment)
            .map(
                arm ->
                    PlannedDose.of(fileOf(enrolment.study), arm, start, enrolment.unit.zoneId()));
  }
}
