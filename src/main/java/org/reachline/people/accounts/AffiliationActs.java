package org.reachline.people.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.Suggestions;
import org.reachline.base.Vocabulary;
import org.reachline.base.trail.AuditEntry;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.ChangeSummary;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.sites.Site;

/** Gives people their parts at sites, ends them, and lifts blinding: what decides who sees what. */
@ApplicationScoped
public class AffiliationActs {
  @Inject Vocabulary vocabulary;
  @Inject AuditTrail audit;
  @Inject ChangeSummary lastChange;
  @Inject CurrentPerson me;

  /** Parts that can be chosen: the coach's and those of the study files. */
  public List<Choice> parts() {
    List<Choice> parts = new ArrayList<>();
    parts.add(new Choice(Affiliation.COACH, "Coach of the site"));
    parts.addAll(vocabulary.parts());
    return parts;
  }

  /** A part at a site as typed, without person and dates; problems are noted under the fields. */
  Affiliation read(
      String siteField, String code, String partField, String part, Role role, Problems problems) {
    Affiliation a = new Affiliation();
    a.site = problems.choice(siteField, code, Site::findByCode, "the codes of the page Sites");
    List<String> known = parts().stream().map(Choice::value).toList();
    String typed = problems.line(partField, part, 60);
    if (typed != null && !known.contains(typed)) {
      problems.add(
          partField,
          "No study file knows the part “"
              + typed
              + "”."
              + Suggestions.didYouMean(typed, known)
              + " Parts: "
              + String.join(", ", known)
              + ".");
    } else if (typed != null && role != null && needed(typed) != role) {
      problems.add(
          partField,
          "This part is for the role "
              + needed(typed).label().toLowerCase(java.util.Locale.ROOT)
              + "; without it, the site would stay closed to them.");
    }
    a.part = typed;
    return a;
  }

  private static Role needed(String part) {
    return part.equals(Affiliation.COACH) ? Role.COACH : Role.CLINICIAN;
  }

  /** Gives a person a part at a site from a day on; false with the problems noted. */
  @Transactional
  public boolean add(
      long personId, String code, String part, String from, String until, Problems problems) {
    Person person = InvitationActs.get(personId);
    Affiliation a = read("site", code, "part", part, null, problems);
    if (a.part != null && problems.of("part") == null && !person.roles.contains(needed(a.part))) {
      problems.add(
          "part",
          person.name
              + " does not hold the role "
              + needed(a.part).label().toLowerCase(java.util.Locale.ROOT)
              + "; without it, the site would stay closed to them.");
    }
    a.from = problems.date("from", from);
    a.until = problems.optionalDate("until", until);
    if (a.from != null && a.until != null && a.until.isBefore(a.from)) {
      problems.add("until", "The last day lies before the first.");
    }
    if (problems.any()) {
      return false;
    }
    a.person = person;
    if (a.overlapping(a.from, a.until).isPresent()) {
      problems.add(
          "part", person.name + " holds this part at " + a.site.name + " in these days already.");
      return false;
    }
    a.persist();
    audit.record("affiliation.added", person.subject(), a.site.id, null, state(a), null);
    return true;
  }

  /**
   * Ends a part with its last day and a reason, or moves the day on which it ends. It is never
   * deleted.
   *
   * @param version the version of the part that the coordinator saw
   * @return whether it was done; false with the problems noted
   * @throws Refusal.Conflict if somebody was quicker; says what they changed
   */
  @Transactional
  public boolean end(
      long personId,
      long affiliationId,
      String until,
      String reason,
      String version,
      Problems problems) {
    Person person = InvitationActs.get(personId);
    Affiliation a =
        Affiliation.<Affiliation>findByIdOptional(affiliationId)
            .filter(found -> found.person.id.equals(person.id))
            .orElseThrow(Refusal.NotFound::new);
    LocalDate lastDay = problems.date("until", until);
    if (lastDay != null && lastDay.isBefore(a.from)) {
      problems.add("until", "The last day lies before the first, " + a.from + ".");
    }
    String why = problems.text("reason", reason, 500);
    Integer seen = problems.integer("version", version, 0, Integer.MAX_VALUE);
    if (problems.any()) {
      return false;
    }
    if (seen != a.version) {
      throw new Refusal.Overtaken(overtaken(a), null, a.version);
    }
    if (lastDay.equals(a.until)) {
      problems.add("until", "This part ends on " + lastDay + " already.");
      return false;
    }
    Optional<Affiliation> next = a.overlapping(a.from, lastDay);
    if (next.isPresent()) {
      problems.add(
          "until",
          "They hold this part again from "
              + next.get().from
              + ", which is on record by itself. Choose an earlier day.");
      return false;
    }
    Map<String, Object> before = state(a);
    a.until = lastDay;
    audit.record("affiliation.ended", person.subject(), a.site.id, before, state(a), why);
    return true;
  }

  /** Who ended this part meanwhile, out of all that the person's trail tells. */
  private String overtaken(Affiliation a) {
    return AuditEntry.listForSubject(a.subject()).stream()
        .filter(entry -> entry.act.startsWith("affiliation.") && a.site.id.equals(entry.siteId))
        .filter(entry -> audit.after(entry).equals(state(a)))
        .reduce((earlier, later) -> later)
        .map(entry -> lastChange.inWords(entry, me.zone()))
        .orElse("Somebody changed this part while you were working on it.");
  }

  /** Lifts a researcher's blinding. There is no way back: what was seen was seen. */
  @Transactional
  public void unblind(long personId, String reason) {
    Person person = InvitationActs.get(personId);
    if (!person.roles.contains(Role.RESEARCHER)) {
      throw new Refusal.Conflict("Only researchers are blinded or not.");
    }
    if (!person.blinded) {
      throw new Refusal.Conflict(
          person.name + " is not blinded.", person.subject(), "person.unblinded");
    }
    person.blinded = false;
    audit.record(
        "person.unblinded",
        person.subject(),
        null,
        Map.of("blinded", true),
        Map.of("blinded", false),
        reason);
  }

  private static Map<String, Object> state(Affiliation a) {
    Map<String, Object> state = new TreeMap<>();
    state.put("site", a.site.code);
    state.put("part", a.part);
    state.put("from", a.from.toString());
    state.put("until", a.until == null ? "" : a.until.toString());
    return state;
  }
}
