package org.reachline.protocol.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Collects the mistakes of one file. */
final class StudyFileProblems {

  private static final int MOST = 200;

  private final String file;
  private final boolean onRecord;
  private final Questions questions;
  private String[] lines = {};
  private final List<StudyFileError> errors = new ArrayList<>();

  /**
   * An empty list.
   *
   * @param onRecord whether the file was taken long ago, perhaps by a reader that asked for less
   */
  StudyFileProblems(String file, boolean onRecord, Questions questions) {
    this.file = file;
    this.onRecord = onRecord;
    this.questions = questions;
  }

  /** Who hears what is asked of the file. */
  Questions questions() {
    return questions;
  }

  /** The text that is read, for what YAML takes out of it before anybody reads. */
  void readsFrom(String text) {
    lines = text.split("\n", -1);
  }

  /** Whether a comment follows an unquoted text on its line, so that the text may be cut short. */
  boolean isCutByComment(Node node) {
    Mark end = node.getEndMark();
    if (!(node instanceof ScalarNode scalar && scalar.isPlain()) || end.getLine() >= lines.length) {
      return false;
    }
    String line = lines[end.getLine()];
    int from = Math.min(end.getColumn(), line.codePointCount(0, line.length()));
    return line.substring(line.offsetByCodePoints(0, from)).strip().startsWith("#");
  }

  /** Whether what only a file that comes in is asked for is let pass. */
  boolean onRecord() {
    return onRecord;
  }

  /** Reports what is asked of files that come in only; versions on record were taken before. */
  void refuse(Node where, String path, String message, String expected) {
    if (!onRecord) {
      add(where, path, message, expected);
    }
  }

  void add(Node where, String path, String message, String expected) {
    Mark mark = where.getStartMark();
    add(mark.getLine() + 1, mark.getColumn() + 1, path, message, expected);
  }

  void add(int line, int column, String path, String message, String expected) {
    errors.add(new StudyFileError(file, line, column, path, message, expected));
  }

  int count() {
    return errors.size();
  }

  boolean any() {
    return !errors.isEmpty();
  }

  /** By line; beyond a screenful of screens nobody reads on, so the list is cut there. */
  List<StudyFileError> sorted() {
    return errors.stream()
        .sorted(
            Comparator.comparingInt(StudyFileError::line)
                .thenComparingInt(StudyFileError::column)
                .thenComparing(StudyFileError::path))
        .limit(MOST)
        .toList();
  }
}
