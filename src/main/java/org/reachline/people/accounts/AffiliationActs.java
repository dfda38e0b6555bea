package org.reachline.people.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.Suggestions;
import org.reachline.base.Vocabulary;
import org.reachline.base.trail.AuditEntry;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;
import org.reachline.base.trail.ChangeSummary;
import org.reachline.people.Affiliation;
import org.reachline.people.AffiliationFacts;
import org.reachline.people.Person;
import org.reachline.sites.Site;

/** Gives people their parts at sites, ends them, and lifts blinding: what decides who sees what. */
@ApplicationScoped
public class AffiliationActs {
  @Inject Vocabulary vocabulary;
  @Inject AuditTrail audit;
  @Inject ChangeSummary lastChange;
  @Inject ChangeReader changes;
  @Inject CurrentPerson me;

  /** Parts that can be chosen: the coach's and those of the study files. */
  public List<Choice> parts() {
    List<Choice> parts = new ArrayList<>();
    parts.add(new Choice(Affiliation.COACH, "Coach of the site"));
    parts.addAll(vocabulary.parts());
    return parts;
  }

  /**
   * A part at a site as typed, of nobody yet; whole only if {@code problems} has none.
   *
   * @param role of who shall have it, or null if that is asked elsewhere
   */
  Affiliation read(Map<String, String> typed, Role role, Problems problems) {
    Site site =
        problems.choice("site", typed.get("site"), Site::findByCode, "the codes of the page Sites");
    AffiliationFacts facts =
        AffiliationFacts.SHEET
            .reader(typed, problems)
            .given("site", site == null ? null : site.code)
            .given("part", part(typed.get("part"), role, problems))
            .read();
    if (facts.from() != null && facts.until() != null && facts.until().isBefore(facts.from())) {
      problems.add("until", "The last day lies before the first.");
    }
    return Affiliation.of(site, facts);
  }

  private String part(String typed, Role role, Problems problems) {
    List<String> known = parts().stream().map(Choice::value).toList();
    String part = problems.line("part", typed, 60);
    if (part != null && !known.contains(part)) {
      problems.add(
          "part",
          "No study file knows the part “"
              + part
              + "”."
              + Suggestions.didYouMean(part, known)
              + " Parts: "
              + String.join(", ", known)
              + ".");
    } else if (part != null && role != null && needed(part) != role) {
      problems.add(
          "part",
          "This part is for the role "
              + needed(part).label().toLowerCase(Locale.ROOT)
              + "; without it, the site would stay closed to them.");
    }
    return part;
  }

  private static Role needed(String part) {
    return part.equals(Affiliation.COACH) ? Role.COACH : Role.CLINICIAN;
  }

  /** Gives a person a part at a site from a day on; false with the problems noted. */
  @Transactional
  public boolean add(long personId, Map<String, String> typed, Problems problems) {
    Person person = InvitationActs.get(personId);
    Affiliation a = read(typed, null, problems);
    if (a.part != null && problems.of("part") == null && !person.roles.contains(needed(a.part))) {
      problems.add(
          "part",
          person.name
              + " does not hold the role "
              + needed(a.part).label().toLowerCase(Locale.ROOT)
              + "; without it, the site would stay closed to them.");
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
    audit.record(
        "affiliation.added",
        person.subject(),
        a.site.id,
        null,
        AffiliationFacts.SHEET.state(a.facts()),
        null);
    return true;
  }

  /**
   * Ends a part with its last day and a reason, or moves the day on which it ends. It is never
   * deleted.
   *
   * @param typed last day, reason, and the version of the part that the coordinator saw
   * @return whether it was done; false with the problems noted
   * @throws Refusal.Conflict if somebody was quicker; says what they changed
   */
  @Transactional
  public boolean end(
      long personId, long affiliationId, Map<String, String> typed, Problems problems) {
    Person person = InvitationActs.get(personId);
    Affiliation a =
        Affiliation.<Affiliation>findByIdOptional(affiliationId)
            .filter(found -> found.person.id.equals(person.id))
            .orElseThrow(Refusal.NotFound::new);
    LocalDate lastDay = problems.date("until", typed.get("until"));
    if (lastDay != null && lastDay.isBefore(a.from)) {
      problems.add("until", "The last day lies before the first, " + a.from + ".");
    }
    Change change = changes.ofForm(typed, problems);
    if (problems.any()) {
      return false;
    }
    if (!change.saw(a.version)) {
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
    audit.change(
        "affiliation.ended",
        a,
        a.site.id,
        part -> AffiliationFacts.SHEET.state(part.facts()),
        change.reason(),
        () -> a.until = lastDay);
    return true;
  }

  /** Who ended this part meanwhile, out of all that the person's trail tells. */
  private String overtaken(Affiliation a) {
    return AuditEntry.listForSubject(a.subject()).stream()
        .filter(entry -> entry.act.startsWith("affiliation.") && a.site.id.equals(entry.siteId))
        .filter(entry -> audit.after(entry).equals(AffiliationFacts.SHEET.state(a.facts())))
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
}
