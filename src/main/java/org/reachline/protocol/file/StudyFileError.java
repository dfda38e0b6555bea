package org.reachline.protocol.file;

/**
 * One mistake in a study file, told to the person who wrote it.
 *
 * @param file name of the file
 * @param line line of the mistake, from 1
 * @param column column of the mistake, from 1
 * @param path place in the file's structure, such as {@code phases[1].from}, lists from 0; empty
 *     for the file itself
 * @param message what is wrong
 * @param expected what would have been right; empty if the message says it
 */
public record StudyFileError(
    String file, int line, int column, String path, String message, String expected) {

  /** The mistake in one line, in the form that editors can jump to. */
  @Override
  public String toString() {
    return file
        + ":"
        + line
        + ":"
        + column
        + ": "
        + (path.isEmpty() ? "" : path + ": ")
        + message
        + (expected.isEmpty() ? "" : "; expected " + expected);
  }
}
