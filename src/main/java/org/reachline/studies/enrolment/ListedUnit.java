package org.reachline.studies.enrolment;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reachline.base.Formats;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.lists.ListedRow;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/** What the rows of one unit say together in a list of enrolments, and what follows from it. */
final class ListedUnit {
  final Row first;
  final Site site;
  final Set<Site> members = new LinkedHashSet<>();
  LocalDate enrolledOn;
  LocalDate startsOn;
  String stratum;
  String pair;
  Enrolment known;

  ListedUnit(Row first, Site site) {
    this.first = first;
    this.site = site;
  }

  /** What is on record of a unit that is enrolled; null for a new one. */
  <T> T known(Function<Enrolment, T> what) {
    return known == null ? null : what.apply(known);
  }

  /** The day on which a new unit enters: the list's own word, or else its start, or else today. */
  LocalDate entersOn(Clock clock) {
    if (enrolledOn != null) {
      return enrolledOn;
    }
    return startsOn == null ? LocalDate.now(clock.withZone(site.zoneId())) : startsOn;
  }

  /** Whether a start that was set moves, and every due date with it. */
  boolean movesItsStart() {
    return known != null && known.startedOn != null && !known.startedOn.equals(startsOn);
  }

  /** Where the sites that a list names for a unit are not the ones that enter with it. */
  Optional<String> otherMembers(KnownUnits units) {
    if (members.isEmpty()) {
      return Optional.empty();
    }
    Set<String> whole = codes(known == null ? units.membersOf(site) : known.members);
    Set<String> listed = codes(members);
    listed.add(site.code);
    Set<String> missing = new TreeSet<>(whole);
    missing.removeAll(listed);
    listed.removeAll(whole);
    if (!missing.isEmpty()) {
      return Optional.of(
          "The unit is "
              + String.join(", ", whole)
              + "; the list has no row for "
              + String.join(", ", missing)
              + ". Give every site of the unit a row, or leave the column site out.");
    }
    return listed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", listed)
                + (known == null ? " does not enter" : " did not enter")
                + " with this unit, which is "
                + String.join(", ", whole)
                + ".");
  }

  /** Why what the list says of a unit on record cannot be, or null. */
  String frozen() {
    if (known.startedOn != null && startsOn == null) {
      return "It starts on "
          + Formats.inWords(known.startedOn)
          + "; the list would take that away.";
    }
    boolean differs = !Objects.equals(stratum, known.stratum) || !Objects.equals(pair, known.pair);
    return known.armKey != null && differs ? "It is allocated; its stratum and pair stay." : null;
  }

  /**
   * What becomes of the unit.
   *
   * @param act does it, given the reason
   */
  ListedRow listed(Consumer<String> act) {
    if (known == null) {
      return ListedRow.enters(startsOn == null ? "no start yet" : "starts on " + startsOn, act);
    }
    List<String> changes = new ArrayList<>();
    if (!Objects.equals(startsOn, known.startedOn)) {
      changes.add("start: " + Objects.toString(known.startedOn, "none") + " → " + startsOn);
    }
    if (!Objects.equals(stratum, known.stratum)) {
      changes.add("stratum: " + known.stratum + " → " + stratum);
    }
    if (!Objects.equals(pair, known.pair)) {
      changes.add("pair: " + known.pair + " → " + pair);
    }
    String told = String.join("; ", changes);
    if (changes.isEmpty()) {
      return ListedRow.same("");
    }
    return movesItsStart() ? ListedRow.amends(told, act) : ListedRow.changes(told, act);
  }

  /** Codes of sites, sorted. */
  static Set<String> codes(Set<Site> sites) {
    Set<String> codes = new TreeSet<>();
    sites.forEach(site -> codes.add(site.code));
    return codes;
  }
}
