package org.reachline.cli.simulate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.base.Problems;
import org.reachline.protocol.file.ReadResult;
import org.reachline.protocol.file.StudyFileReader;

/** {@code simulate}: writes a trial's files from a study file and stated truths. */
public final class SimulateCommand {

  private static final String USAGE =
      "simulate STUDY.yaml --truths TRUTHS.yaml --seed N --as-of YYYY-MM-DD --out FOLDER";
  private static final List<String> OPTIONS = List.of("--truths", "--seed", "--as-of", "--out");

  private SimulateCommand() {}

  /**
   * Runs the command.
   *
   * @return 0 if the files were written, 2 if what was given cannot be used, 1 if they could not be
   *     written
   */
  public static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      return simulate(args, out, err);
    } catch (IllegalArgumentException unusable) {
      err.println(unusable.getMessage());
      err.println("Usage: " + USAGE);
      return 2;
    } catch (IOException failed) {
      err.println("A file could not be read or written: " + failed.getMessage());
      return 1;
    }
  }

  private static int simulate(List<String> args, PrintStream out, PrintStream err)
      throws IOException {
    Map<String, String> given = options(args);
    Path studyPath = existing(given.get("study"));
    Path truthsPath = existing(given.get("--truths"));
    long seed = number(given.get("--seed"));
    LocalDate asOf = date(given.get("--as-of"));
    Path folder = Path.of(given.get("--out"));
    ReadResult study = StudyFileReader.read(studyPath);
    if (!study.isValid()) {
      study.errors().forEach(err::println);
      return 2;
    }
    SimulatedTrial trial =
        Simulator.simulate(study.orThrow(), TruthsReader.read(truthsPath), seed, asOf);
    CsvWriter.write(trial, folder);
    Files.writeString(folder.resolve("README.md"), readme(study, given, truthsPath));
    out.println(
        "Simulated "
            + trial.units().size()
            + " units with "
            + trial.sites().size()
            + " sites: "
            + trial.contacts().size()
            + " contacts, "
            + trial.sessions().size()
            + " sessions, "
            + trial.reports().size()
            + " reports, in "
            + folder);
    return 0;
  }

  private static String readme(ReadResult study, Map<String, String> given, Path truths)
      throws IOException {
    return """
    # SIMULATED data of %s

    Nothing here was observed. Sites, people, sessions, contacts and counts were made up by a program from
    the study file and the truths below; the same command gives the same bytes.

        simulate %s --truths %s --seed %s --as-of %s --out %s

    Study file, SHA-256: %s

    ## Truths

    ```yaml
    %s```
    """
        .formatted(
            study.orThrow().slug(),
            given.get("study"),
            given.get("--truths"),
            given.get("--seed"),
            given.get("--as-of"),
            given.get("--out"),
            study.sha256(),
            Files.readString(truths));
  }

  private static Map<String, String> options(List<String> args) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int index = 0; index < args.size(); index++) {
      String word = args.get(index);
      if (word.startsWith("--")) {
        if (!OPTIONS.contains(word)) {
          throw new IllegalArgumentException("There is no option " + word + ".");
        }
        if (index + 1 == args.size()) {
          throw new IllegalArgumentException("The option " + word + " has no value.");
        }
        given.put(word, args.get(++index));
      } else if (given.putIfAbsent("study", word) != null) {
        throw new IllegalArgumentException("'" + word + "' is too much: one study file at a time.");
      }
    }
    if (!given.containsKey("study")) {
      throw new IllegalArgumentException("The study file is missing.");
    }
    for (String option : OPTIONS) {
      if (!given.containsKey(option)) {
        throw new IllegalArgumentException("The option " + option + " is missing.");
      }
    }
    return given;
  }

  private static Path existing(String path) {
    if (!Files.isRegularFile(Path.of(path))) {
      throw new IllegalArgumentException("There is no file " + path + ".");
    }
    return Path.of(path);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException("The seed '" + text + "' is no whole number.", noNumber);
    }
  }

  private static LocalDate date(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (!Problems.isPlausible(date)) {
        throw new IllegalArgumentException("The date '" + text + "' is not from 1900 to 2100.");
      }
      return date;
    } catch (DateTimeParseException noDate) {
      throw new IllegalArgumentException(
          "The date '" + text + "' is not of the form 2025-01-31.", noDate);
    }
  }
}
