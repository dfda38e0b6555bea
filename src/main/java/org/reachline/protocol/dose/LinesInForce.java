package org.reachline.protocol.dose;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.dose.PlannedDose.Former;

/**
 * The planned contacts of one account: those of the file in force, and in their place those under
 * which something was held. A line that a later version moved to another month is not owed a second
 * time by a unit that held it: the held one stands for the moved one.
 */
final class LinesInForce {

  /**
   * One planned contact.
   *
   * @param countsUntil last day on which it can be held and still count
   * @param version key of the version that plans it, 0 for the one in force
   */
  record Line(PlannedContact contact, LocalDate countsUntil, long version) {}

  private final StudyFile study;
  private final PlannedDose dose;
  private final String strategy;
  private final LocalDate startedOn;
  private final Map<String, Line> now = new LinkedHashMap<>();
  private final Map<String, Line> kept = new HashMap<>();

  LinesInForce(StudyFile study, PlannedDose dose, String strategy, LocalDate startedOn) {
    this.study = study;
    this.dose = dose;
    this.strategy = strategy;
    this.startedOn = startedOn;
    dose.listContacts(strategy).forEach(c -> now.put(c.occurrence(), line(c, study, 0)));
  }

  /** What was planned under a version; under the one in force if it is not known. */
  List<PlannedContact> under(long version) {
    Former former = dose.earlier().get(version);
    return (former == null ? dose : former.dose()).listContacts(strategy);
  }

  /** The line that something held under a version was meant to fulfil. */
  Optional<Line> find(long version, String occurrence) {
    Former former = dose.earlier().get(version);
    return Optional.ofNullable(former)
        .flatMap(f -> f.dose().findContact(strategy, occurrence))
        .map(contact -> line(contact, Objects.requireNonNull(former).study(), version))
        .or(() -> Optional.ofNullable(now.get(occurrence)))
        .or(() -> version == 0 ? former(occurrence) : Optional.empty());
  }

  /** The line as the newest former version has it that plans it. */
  private Optional<Line> former(String occurrence) {
    return dose.earlier().entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().dose().findContact(strategy, occurrence).stream()
                    .map(c -> line(c, entry.getValue().study(), entry.getKey())))
        .findFirst();
  }

  /** Says that something was held under this line, which therefore stays. */
  void keep(Line line) {
    kept.put(line.contact().occurrence(), line);
  }

  /** Every line, by due date. */
  List<Line> all() {
    Map<String, Line> all = new LinkedHashMap<>(now);
    Set<String> moved = new HashSet<>();
    kept.values().stream()
        .sorted((a, b) -> PlannedDose.BY_DUE_DATE.compare(a.contact(), b.contact()))
        .forEach(
            line -> {
              if (!now.containsKey(line.contact().occurrence())) {
                movedTo(line, moved).ifPresent(moved::add);
              }
              all.put(line.contact().occurrence(), line);
            });
    moved.forEach(all::remove);
    List<Line> sorted = new ArrayList<>(all.values());
    sorted.sort((a, b) -> PlannedDose.BY_DUE_DATE.compare(a.contact(), b.contact()));
    return sorted;
  }

  /** A line of the same key that only the file in force plans, and under which nothing was held. */
  private Optional<String> movedTo(Line gone, Set<String> taken) {
    Set<String> then = new HashSet<>();
    under(gone.version()).forEach(contact -> then.add(contact.occurrence()));
    return now.values().stream()
        .map(Line::contact)
        .filter(contact -> contact.key().equals(gone.contact().key()))
        .map(PlannedContact::occurrence)
        .filter(o -> !then.contains(o) && !kept.containsKey(o) && !taken.contains(o))
        .findFirst();
  }

  private Line line(PlannedContact contact, StudyFile file, long version) {
    LocalDate until =
        file.findPhase(contact.month().number())
            .map(phase -> StudyMonth.of(startedOn, phase.toMonth()).lastDay())
            .filter(end -> end.isAfter(contact.dueTo()))
            .orElse(contact.dueTo());
    return new Line(contact, until, version);
  }
}
