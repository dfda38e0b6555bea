package org.reachline.studies.enrolment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.Formats;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Suggestions;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationUnit;
import org.reachline.protocol.design.Term;
import org.reachline.sites.Site;
import org.reachline.studies.Allocation;
import org.reachline.studies.Enrolment;
import org.reachline.studies.EnrolmentFacts;
import org.reachline.studies.Protocols;
import org.reachline.studies.StartDateCheck;
import org.reachline.studies.StartDateMoved;
import org.reachline.studies.Study;

/** Brings units into a study, sets their start, takes them out: with checks and the trail. */
@ApplicationScoped
class EnrolmentActs {
  @Inject Protocols protocols;
  @Inject AuditTrail audit;
  @Inject Clock clock;
  @Inject Event<StartDateCheck> startMoves;
  @Inject Event<StartDateMoved> startMoved;

  /** Enrols a unit, or enrols it again after a withdrawal; null with the problems noted. */
  @Transactional
  public Enrolment enrol(Study study, Map<String, String> typed, Problems problems) {
    StudyFile file = protocols.fileOf(study);
    Site unit =
        problems.choice("unit", typed.get("unit"), Site::findByCode, "the codes of the page Sites");
    EnrolmentFacts facts = read(typed, file, problems);
    if (unit != null) {
      String refusal = refusal(file, unit, Enrolment.findForSite(study, unit).orElse(null));
      if (refusal != null) {
        problems.add("unit", refusal);
      }
    }
    if (unit != null && facts.enrolledOn() != null) {
      overlap(Enrolment.findForSite(study, unit), facts.enrolledOn())
          .ifPresent(m -> problems.add("enrolledOn", m));
    }
    if (problems.any()) {
      return null;
    }
    Enrolment e = new Enrolment();
    e.study = study;
    e.unit = unit;
    e.members.addAll(membersOf(file, unit, Site.listPartners(unit)));
    e.say(facts);
    open(e, earlierAllocation(study, unit), null);
    return e;
  }

  /** Reads what was typed; whole only if {@code problems} has none. */
  private static EnrolmentFacts read(Map<String, String> typed, StudyFile file, Problems problems) {
    EnrolmentFacts facts =
        EnrolmentFacts.SHEET
            .reader(typed, problems)
            .given(
                "stratum",
                term(
                    "stratum",
                    typed.get("stratum"),
                    file.allocation().strata(),
                    "strata",
                    problems))
            .given(
                "pair",
                term("pair", typed.get("pair"), file.allocation().pairs(), "pairs", problems))
            .read();
    if (facts.startsTooEarly()) {
      problems.add("startsOn", tooEarly(facts.enrolledOn()));
    }
    return facts;
  }

  /**
   * Writes the enrolment of a unit that was checked.
   *
   * @param e with everything that the coordinator said of it
   * @param earlier what the unit was allocated when it was in the study before, or null
   */
  void open(Enrolment e, Allocation earlier, String reason) {
    e.studyVersion = e.study.current;
    if (earlier != null) {
      // As randomised: a unit that comes back keeps its arm, stratum and pair.
      e.armKey = earlier.armKey;
      e.stratum = earlier.enrolment.stratum;
      e.pair = earlier.enrolment.pair;
    }
    e.persist();
    if (earlier != null) {
      Allocation again = new Allocation();
      again.enrolment = e;
      again.armKey = earlier.armKey;
      again.allocatedAt = clock.instant();
      again.allocatedBy = earlier.allocatedBy;
      again.listSha256 = earlier.listSha256;
      again.persist();
    }
    audit.record("unit.enrolled", e.subject(), e.unit.id, null, state(e), reason);
  }

  /**
   * Changes the start date and, before allocation, stratum and pair. Moving a start that was set
   * needs a reason, because every due date moves with it.
   *
   * @throws Refusal.Conflict with the other's change if somebody was quicker
   */
  @Transactional
  public Enrolment change(Study study, String code, Map<String, String> typed, Problems problems) {
    Enrolment e = getActive(study, code);
    String said = typed.get("enrolledOn");
    if (said == null || said.isBlank()) {
      typed.put("enrolledOn", e.enrolledOn.toString());
    }
    EnrolmentFacts now = read(typed, protocols.fileOf(study), problems);
    String reason = problems.optionalText("reason", typed.get("reason"), 500);
    if (now.enrolledOn() != null && !now.enrolledOn().equals(e.enrolledOn)) {
      problems.add(
          "enrolledOn",
          "It was enrolled on " + Formats.inWords(e.enrolledOn) + "; that day stays.");
    }
    if (e.startedOn != null && now.startsOn() == null && problems.of("startsOn") == null) {
      problems.add("startsOn", "A start that was set can be moved, not taken away.");
    }
    if (e.armKey != null
        && (!Objects.equals(now.stratum(), e.stratum) || !Objects.equals(now.pair(), e.pair))) {
      problems.add("stratum", "The unit is allocated; its stratum and pair stay.");
    }
    if (e.startedOn != null && !e.startedOn.equals(now.startsOn()) && reason == null) {
      problems.add("reason", "Say why the start moves; every due date moves with it.");
    }
    objections(e, now.startsOn()).forEach(objection -> problems.add("startsOn", objection));
    requireVersion(e, typed, problems);
    if (problems.any()) {
      return null;
    }
    move(e, now, reason);
    return e;
  }

  /**
   * Why the records of other rooms keep a unit from this start; none if it stays or is the first.
   */
  List<String> objections(Enrolment e, LocalDate startsOn) {
    List<String> objections = new ArrayList<>();
    if (e.startedOn != null && startsOn != null && !startsOn.equals(e.startedOn)) {
      startMoves.fire(new StartDateCheck(e, startsOn, objections));
    }
    return objections;
  }

  /** Writes a change that was checked; nothing happens if nothing differs. */
  void move(Enrolment e, EnrolmentFacts now, String reason) {
    Map<String, Object> before = state(e);
    LocalDate was = e.startedOn;
    e.say(now);
    if (!before.equals(state(e))) {
      audit.record("unit.changed", e.subject(), e.unit.id, before, state(e), reason);
    }
    if (was != null && !was.equals(now.startsOn())) {
      startMoved.fire(new StartDateMoved(e, reason));
    }
  }

  /** Withdraws a unit with its last day and a reason; its records stay. */
  @Transactional
  public Enrolment withdraw(
      Study study, String code, Map<String, String> typed, Problems problems) {
    Enrolment e = getActive(study, code);
    LocalDate on = problems.date("withdrawnOn", typed.get("withdrawnOn"));
    String reason = problems.text("reason", typed.get("reason"), 500);
    if (on != null && on.isBefore(e.enrolledOn)) {
      problems.add(
          "withdrawnOn",
          "This lies before the enrolment on " + Formats.inWords(e.enrolledOn) + ".");
    }
    if (on != null && on.isAfter(LocalDate.now(clock.withZone(e.unit.zoneId())))) {
      // A withdrawn unit drops out of every list at once, so its last day must have come.
      problems.add("withdrawnOn", "This day is still to come. Give the last day when it has come.");
    }
    requireVersion(e, typed, problems);
    if (problems.any()) {
      return null;
    }
    Map<String, Object> before = state(e);
    e.withdrawnOn = on;
    e.withdrawalReason = reason;
    audit.record("unit.withdrawn", e.subject(), e.unit.id, before, state(e), reason);
    return e;
  }

  /**
   * Where a unit that comes back would be in the study twice at once.
   *
   * @param known the enrolment that its site is in or was in
   */
  static Optional<String> overlap(Optional<Enrolment> known, LocalDate enrolledOn) {
    return known
        .filter(e -> e.withdrawnOn != null && enrolledOn.isBefore(e.withdrawnOn))
        .map(
            e ->
                "It was in the study until "
                    + Formats.inWords(e.withdrawnOn)
                    + "; enrol it again from that day or a later one.");
  }

  static String tooEarly(LocalDate enrolledOn) {
    return "Study month 1 cannot begin before the enrolment on "
        + Formats.inWords(enrolledOn)
        + ".";
  }

  private void requireVersion(Enrolment e, Map<String, String> typed, Problems problems) {
    Integer seen = problems.integer("version", typed.get("version"), 0, Integer.MAX_VALUE);
    if (seen != null) {
      new Change(seen, typed.get("reason")).requireSeen(e);
    }
  }

  /**
   * Why a site cannot be enrolled as a unit now, or null.
   *
   * @param known the enrolment that it is in or was in, or null
   */
  static String refusal(StudyFile file, Site unit, Enrolment known) {
    String place = refusedPlace(file, unit);
    return place != null ? place : refused(unit, known);
  }

  /** The sites that can be enrolled as a unit now, by code; two queries for all of them. */
  static List<Site> listEnrollable(Study study, StudyFile file) {
    Map<Long, Enrolment> known = Enrolment.bySite(Enrolment.listForStudy(study));
    return Site.listByCode().stream()
        .filter(site -> refusedPlace(file, site) == null)
        .filter(site -> refused(site, known.get(site.id)) == null)
        .toList();
  }

  private static String refusedPlace(StudyFile file, Site unit) {
    String wanted = file.allocation().siteType();
    if (!unit.type.equals(wanted)) {
      return unit.code
          + " is of type "
          + unit.type
          + "; units of this study are led by a site of type "
          + wanted
          + ".";
    }
    if (file.allocation().unit() == AllocationUnit.SITE_WITH_PARTNERS && unit.partnerOf != null) {
      return unit.code + " is a partner of " + unit.partnerOf.code + "; enrol that one.";
    }
    return null;
  }

  private static String refused(Site unit, Enrolment known) {
    return known != null && known.isActive()
        ? unit.code + " is enrolled already, since " + Formats.inWords(known.enrolledOn) + "."
        : null;
  }

  /** The sites that enter with a unit: itself, and its partners where the study says so. */
  static Set<Site> membersOf(StudyFile file, Site unit, List<Site> partners) {
    Set<Site> members = new java.util.LinkedHashSet<>();
    members.add(unit);
    if (file.allocation().unit() == AllocationUnit.SITE_WITH_PARTNERS) {
      String type = file.allocation().partnerType().orElse("");
      partners.stream().filter(partner -> partner.type.equals(type)).forEach(members::add);
    }
    return members;
  }

  /** A stratum or pair that the study file declares, or null; problems are noted. */
  static String term(String field, String typed, List<Term> known, String many, Problems problems) {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    if (known.isEmpty()) {
      problems.add(field, "This study has no " + many + ". Leave it empty.");
      return null;
    }
    List<String> keys = known.stream().map(Term::key).toList();
    if (!keys.contains(typed.strip())) {
      problems.add(
          field,
          "“"
              + Problems.shortened(typed)
              + "” is not one of the "
              + many
              + "."
              + Suggestions.didYouMean(typed, keys)
              + (keys.size() <= 20 ? " Known: " + String.join(", ", keys) + "." : ""));
      return null;
    }
    return typed.strip();
  }

  /**
   * The active enrolment that a site leads.
   *
   * @throws Refusal.NotFound if it leads none
   * @throws Refusal.Conflict with who did it if it was withdrawn
   */
  static Enrolment getActive(Study study, String code) {
    Site site = Site.getByCode(code);
    Enrolment e =
        Enrolment.findForSite(study, site)
            .filter(found -> found.unit.id.equals(site.id))
            .orElseThrow(Refusal.NotFound::new);
    if (!e.isActive()) {
      throw new Refusal.Conflict(
          "This unit was withdrawn from the study; it can be enrolled again.",
          e.subject(),
          "unit.withdrawn");
    }
    return e;
  }

  private static Allocation earlierAllocation(Study study, Site unit) {
    return Allocation.<Allocation>find(
            "from Allocation a join fetch a.enrolment where a.enrolment.study = ?1 and"
                + " a.enrolment.unit = ?2 order by a.ordinal desc",
            study,
            unit)
        .firstResult();
  }

  /** What the trail keeps; the arm has entries of its own. */
  static Map<String, Object> state(Enrolment e) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put(
        "members", e.members.stream().map(m -> m.code).sorted().collect(Collectors.joining(", ")));
    state.putAll(EnrolmentFacts.SHEET.state(e.facts()));
    state.put("withdrawn_on", Objects.toString(e.withdrawnOn, ""));
    return state;
  }
}
