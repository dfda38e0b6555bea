package org.reachline.protocol.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.reachline.protocol.StudyFile;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * Reads study files. Every mistake is reported at once, with line, path and what was expected; a
 * file with a mistake gives no study. Structure is published as a JSON Schema in
 * docs/reference/study.schema.json for editors; the same structure and, beyond it, the meaning are
 * checked here.
 */
public final class StudyFileReader {

  /** Largest study file that is read, in bytes. */
  public static final int LARGEST_BYTES = 1_000_000;

  private StudyFileReader() {}

  /**
   * Reads a file.
   *
   * @throws IOException if the file cannot be opened; what it says never throws
   */
  public static ReadResult read(Path file) throws IOException {
    return read(file, file.toString().replace('\\', '/'));
  }

  /**
   * Reads a file under another name than its path.
   *
   * @param name what errors call it
   * @throws IOException if the file cannot be opened; what it says never throws
   */
  public static ReadResult read(Path file, String name) throws IOException {
    if (Files.size(file) > LARGEST_BYTES) {
      // Told from the size alone, so that a huge file is never held in memory; its version is not
      // asked for.
      return failed(tooLarge(name, Files.size(file)), DigestUtils.sha256Hex(new byte[0]));
    }
    return read(Files.readAllBytes(file), name, false);
  }

  /**
   * Reads a text, such as an upload.
   *
   * @param source the text of the file
   * @param fileName what errors call it
   */
  public static ReadResult read(String source, String fileName) {
    return read(source.getBytes(StandardCharsets.UTF_8), fileName, false);
  }

  /**
   * Reads the text of a version on record. It was valid when it came in, so it is not held to what
   * has been asked of the meaning of files since; a study stays readable over an upgrade.
   *
   * @param source the text of the version
   * @param fileName what errors call it
   */
  public static ReadResult readOnRecord(String source, String fileName) {
    return read(source.getBytes(StandardCharsets.UTF_8), fileName, true);
  }

  /** Reads a text and tells what the readers ask of it. */
  static ReadResult read(String source, String fileName, Questions questions) {
    return read(source.getBytes(StandardCharsets.UTF_8), fileName, false, questions);
  }

  private static ReadResult read(byte[] bytes, String fileName, boolean onRecord) {
    return read(bytes, fileName, onRecord, Questions.NONE);
  }

  private static ReadResult read(
      byte[] bytes, String fileName, boolean onRecord, Questions questions) {
    String sha256 = DigestUtils.sha256Hex(bytes);
    if (bytes.length > LARGEST_BYTES) {
      return failed(tooLarge(fileName, bytes.length), sha256);
    }
    StudyFileProblems problems = new StudyFileProblems(fileName, onRecord, questions);
    Optional<MappingNode> root =
        decode(bytes, problems).flatMap(text -> YamlText.parse(text, problems));
    StudyFile study =
        root.map(node -> StudyReader.read(new YamlMap(node, "", problems))).orElse(null);
    if (problems.any()) {
      return new ReadResult(Optional.empty(), problems.sorted(), sha256);
    }
    return new ReadResult(Optional.of(study), List.of(), sha256);
  }

  private static Optional<String> decode(byte[] bytes, StudyFileProblems problems) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      problems.add(1, 1, "", "the file is not written in UTF-8", "a text file saved as UTF-8");
      return Optional.empty();
    }
  }

  private static StudyFileError tooLarge(String fileName, long size) {
    return new StudyFileError(
        fileName,
        1,
        1,
        "",
        "the file has " + size + " bytes",
        "at most " + LARGEST_BYTES + " bytes");
  }

  private static ReadResult failed(StudyFileError error, String sha256) {
    return new ReadResult(Optional.empty(), List.of(error), sha256);
  }
}
