package org.reachline.protocol.file;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Require;

/**
 * What came of reading a study file: the study, or everything that is wrong with the file.
 *
 * @param study the study; present exactly if there are no errors
 * @param errors all mistakes, by line
 * @param sha256 SHA-256 of the file's bytes as 64 lower-case hexadecimal digits: the version that
 *     records are made under
 */
public record ReadResult(Optional<StudyFile> study, List<StudyFileError> errors, String sha256) {

  public ReadResult {
    errors = List.copyOf(errors);
    Require.that(
        study.isPresent() == errors.isEmpty(), "a study without errors, or errors without a study");
  }

  /** Whether the file could be read and makes sense. */
  public boolean isValid() {
    return study.isPresent();
  }

  /**
   * The study, for callers that have no use for a broken file.
   *
   * @throws IllegalStateException with every mistake on a line of its own, if there are any
   */
  public StudyFile orThrow() {
    return study.orElseThrow(
        () ->
            new IllegalStateException(
                errors.stream().map(StudyFileError::toString).collect(Collectors.joining("\n"))));
  }
}
