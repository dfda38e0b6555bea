package org.reachline.studies.versions;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.util.ClassPathUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.base.Refusal;
import org.reachline.protocol.file.ReadResult;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

/**
 * The studies that come with the service: the folder that {@code reachline.studies.folder} names,
 * or else {@code studies/} in the working directory, or else the copy inside the jar. Studies that
 * are not here yet are loaded at start. A changed text replaces the version in force only while no
 * unit is enrolled; after that a coordinator loads it, with a reason.
 */
@ApplicationScoped
public class StudyFolder {
  // Before whatever else starts up, such as the demonstration trial that stands on its study.
  private static final int EARLY = 100;

  /** A file at the root of the service's own jar, which leads to the studies beside it. */
  private static final String OF_THE_JAR = "reachline-build.properties";

  @Inject StudyLibrary library;

  @ConfigProperty(name = "reachline.studies.folder")
  Optional<Path> folder;

  @ActivateRequestContext
  void loadAtStart(@Observes @Priority(EARLY) StartupEvent start) {
    readAll()
        .forEach(
            (slug, text) -> {
              try {
                QuarkusTransaction.requiringNew().run(() -> load(slug, text));
              } catch (Refusal.BadInput refused) {
                refused.problems().forEach(p -> Log.errorf("Not loaded: %s", p.message()));
              } catch (RuntimeException broken) {
                // One broken study must not keep the others from running.
                Log.errorf(broken, "Not loaded: %s/study.yaml", slug);
              }
            });
  }

  private void load(String slug, String text) {
    String name = slug + "/study.yaml";
    ReadResult read = StudyFileReader.read(text, name);
    Optional<Study> known = read.study().flatMap(file -> Study.findBySlug(file.slug()));
    if (known.isEmpty()) {
      StudyVersion version = library.load(text, name, null, null);
      Log.infof("Study %s loaded, version %d", version.study.slug, version.number);
    } else if (StudyVersion.count("study = ?1 and sha256 = ?2", known.get(), read.sha256()) == 0) {
      if (Enrolment.count("study", known.get()) == 0) {
        library.load(text, name, null, "The file in the studies folder changed before enrolment.");
      } else {
        Log.warnf(
            "%s differs from the version in force. Units are enrolled, so it was not loaded: a"
                + " coordinator loads it on the page Studies, with a reason.",
            name);
      }
    }
  }

  /**
   * Text of every study file that comes with the service, by folder name; a file that cannot be
   * read as one is named in the log and left out.
   */
  Map<String, String> readAll() {
    Map<String, String> texts = new TreeMap<>();
    inFolder(
        root -> {
          try (Stream<Path> children = Files.list(root)) {
            for (Path child : children.toList()) {
              String slug = child.getFileName().toString().replace("/", "");
              read(slug, child.resolve("study.yaml")).ifPresent(text -> texts.put(slug, text));
            }
          }
        });
    return texts;
  }

  private static Optional<String> read(String slug, Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String name = slug + "/study.yaml";
    try {
      ReadResult read = StudyFileReader.read(file, name);
      read.errors().forEach(e -> Log.errorf("Not loaded: %s", e));
      return read.isValid() ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException | RuntimeException unreadable) {
      Log.errorf(unreadable, "Not loaded: %s", name);
      return Optional.empty();
    }
  }

  /** Text of a file beside the study file, such as {@code data/sites.csv}, if it is there. */
  public Optional<String> find(String slug, String path) {
    String[] found = new String[1];
    inFolder(
        root -> {
          Path file = root.resolve(slug).resolve(path);
          found[0] = Files.isRegularFile(file) ? Files.readString(file) : null;
        });
    return Optional.ofNullable(found[0]);
  }

  private interface Visit {
    void to(Path root) throws IOException;
  }

  private static void visitBeside(Path file, Visit visit) {
    Path inside = file.resolveSibling("studies");
    if (Files.isDirectory(inside)) {
      try {
        visit.to(inside);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void inFolder(Visit visit) {
    try {
      for (Path candidate : folder.map(List::of).orElse(List.of(Path.of("studies")))) {
        if (Files.isDirectory(candidate)) {
          visit.to(candidate);
          return;
        }
      }
      if (folder.isPresent()) {
        Log.errorf("The studies folder %s is not there.", folder.get().toAbsolutePath());
        return;
      }
      // Not by this class's own place: Quarkus keeps rewritten classes in another jar.
      ClassPathUtils.consumeAsPaths(
          StudyFolder.class.getClassLoader(), OF_THE_JAR, file -> visitBeside(file, visit));
    } catch (IOException | UncheckedIOException e) {
      Log.error("The studies that come with the service cannot be read", e);
    }
  }
}
