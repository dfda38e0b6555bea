package org.reachline.studies.versions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems.Problem;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditTrail;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.ReadResult;
import org.reachline.protocol.file.StudyFileReader;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;
import org.reachline.studies.StudyVersionCheck;

/**
 * Takes texts of study files into versions: the first text of a study is version 1, another text a
 * new version with its reason, the same text nothing. A text with errors, or one that takes away
 * what records stand on, changes nothing.
 */
@ApplicationScoped
public class StudyLibrary {
  // Addresses of pages that stand beside the studies' own.
  private static final Set<String> RESERVED = Set.of("upload");

  @Inject Protocols protocols;
  @Inject AuditTrail audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;
  @Inject Event<StudyVersionCheck> versionLoads;

  /** What a text is to the study that it names. */
  public enum Kind {
    /** The study is not here yet. */
    FIRST("A new study"),
    /** The text differs from the version in force. */
    NEW_VERSION("A new version"),
    /** The text is the version in force. */
    UNCHANGED("The version in force");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** In words. */
    public String label() {
      return label;
    }
  }

  /**
   * What loading a text would do.
   *
   * @param read the study or the mistakes
   * @param kind what it is to its study; null with mistakes
   * @param basis number of the version in force, 0 if there is none
   * @param changes differences in meaning from the version in force
   * @param conflicts what records stand on and the text takes away; sentences
   * @param before what it would change of the time before its first day; sentences
   */
  public record Examined(
      ReadResult read,
      Kind kind,
      int basis,
      List<ProtocolChange> changes,
      List<String> conflicts,
      List<String> before) {
    /** A text that stands beside nothing on record. */
    Examined(ReadResult read, Kind kind, int basis, List<String> conflicts) {
      this(read, kind, basis, List.of(), conflicts, List.of());
    }

    /** Whether it can be loaded. */
    public boolean isLoadable() {
      return read.isValid() && conflicts.isEmpty() && kind != Kind.UNCHANGED;
    }
  }

  /**
   * A version's text as it was loaded, to be read as it stands.
   *
   * @throws Refusal.NotFound if there is none, or the person may not know the arms
   */
  Response text(Study study, int number) {
    if (!me.maySeeArms()) {
      throw new Refusal.NotFound();
    }
    return StudyVersion.listForStudy(study).stream()
        .filter(v -> v.number == number)
        .findFirst()
        .map(v -> Response.ok(v.text, MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8")).build())
        .orElseThrow(Refusal.NotFound::new);
  }

  /** Says what loading a text would do, and does nothing. */
  @Transactional
  public Examined examine(String text, String fileName) {
    ReadResult read = StudyFileReader.read(text, fileName);
    if (!read.isValid()) {
      return new Examined(read, null, 0, List.of());
    }
    StudyFile file = read.orThrow();
    if (RESERVED.contains(file.slug())) {
      return new Examined(
          read,
          Kind.FIRST,
          0,
          List.of("The slug “" + file.slug() + "” is an address of Reachline itself."));
    }
    Optional<Study> known = Study.findBySlug(file.slug());
    if (known.isEmpty()) {
      return new Examined(read, Kind.FIRST, 0, List.of());
    }
    StudyVersion current = known.get().current;
    if (current.sha256.equals(read.sha256())) {
      return new Examined(read, Kind.UNCHANGED, current.number, List.of());
    }
    Optional<StudyFile> now = protocols.findFileOf(known.get());
    if (now.isEmpty()) {
      return new Examined(read, Kind.NEW_VERSION, current.number, List.of());
    }
    StudyVersionCheck asked =
        new StudyVersionCheck(known.get(), now.get(), file, new ArrayList<>(), new ArrayList<>());
    versionLoads.fire(asked);
    asked.conflicts().sort(null); // rooms answer in no order
    asked.before().sort(null);
    return new Examined(
        read,
        Kind.NEW_VERSION,
        current.number,
        ProtocolChange.between(now.get(), file),
        asked.conflicts(),
        asked.before());
  }

  /**
   * Loads a text.
   *
   * @param basis version that the person saw in force, 0 for none; null to skip the comparison
   * @param reason why; needed from the second version on
   * @return the version in force afterwards
   * @throws Refusal.BadInput with every mistake of the text, or without a reason
   * @throws Refusal.Conflict if somebody else loaded a version meanwhile
   */
  @Transactional
  public StudyVersion load(String text, String fileName, Integer basis, String reason) {
    Examined examined = examine(text, fileName);
    if (!examined.read().isValid()) {
      throw new Refusal.BadInput(
          examined.read().errors().stream().map(e -> new Problem("file", e.toString())).toList());
    }
    if (!examined.conflicts().isEmpty()) {
      throw new Refusal.BadInput(
          examined.conflicts().stream().map(c -> new Problem("file", c)).toList());
    }
    StudyFile file = examined.read().orThrow();
    Study study = Study.findBySlug(file.slug()).orElse(null);
    if (examined.kind() == Kind.UNCHANGED) {
      return study.current;
    }
    if (basis != null && study == null && basis != 0) {
      throw new Refusal.Conflict(
          "There is no study “"
              + file.slug()
              + "” here yet, so no version "
              + basis
              + " to compare with. Check the file again, then load it as a new study.");
    }
    if (basis != null && basis != examined.basis()) {
      throw new Refusal.Overtaken(
          "Version "
              + examined.basis()
              + " was loaded by "
              + study.current.loadedBy
              + (study.current.reason == null ? "" : " (“" + study.current.reason + "”)")
              + " while you looked at version "
              + basis
              + ". Compare again before you load yours.",
          null,
          examined.basis());
    }
    if (examined.kind() == Kind.NEW_VERSION && (reason == null || reason.isBlank())) {
      throw new Refusal.BadInput("reason", "Say why the protocol changes; it stays on record.");
    }
    StudyVersion before = study == null ? null : study.current;
    if (study == null) {
      study = new Study();
      study.slug = file.slug();
      study.title = file.title();
      study.simulated = file.simulated();
      study.persist();
    }
    StudyVersion version = new StudyVersion();
    version.study = study;
    version.number = examined.basis() + 1;
    version.sha256 = examined.read().sha256();
    version.text = text;
    version.reason = version.number == 1 && (reason == null || reason.isBlank()) ? null : reason;
    version.loadedAt = clock.instant();
    version.loadedBy = me.isSignedIn() ? me.email() : "system";
    version.persist();
    study.current = version;
    study.title = file.title();
    study.shortTitle = file.shortTitle().orElse(null);
    study.simulated = file.simulated();
    audit.record(
        before == null ? "study.loaded" : "study.version_loaded",
        "study:" + study.slug,
        null,
        before == null ? null : Map.of("version", before.number, "sha256", before.sha256),
        Map.of("version", version.number, "sha256", version.sha256),
        version.reason);
    return version;
  }
}
