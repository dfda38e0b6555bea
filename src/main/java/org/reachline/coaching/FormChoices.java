package org.reachline.coaching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.reachline.base.Choice;
import org.reachline.base.Formats;
import org.reachline.coaching.contacts.ContactRules;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sites.Site;

/**
 * What the form of a contact offers.
 *
 * @param sites sites of the unit that the person may log for
 * @param planned planned contacts that are still open, then unplanned help, per strategy
 * @param coaches coaches to tick
 * @param known people of the unit, part by part, to tick
 * @param parts parts of the study file, for people without a record
 */
record FormChoices(
    List<Choice> sites,
    List<Choice> planned,
    List<Person> coaches,
    List<Choice> known,
    List<Term> parts) {

  /** What the number of people without a record is typed in who played a part. */
  public String othersField(String part) {
    return ContactRules.OTHERS + part;
  }

  static FormChoices of(
      StudyFile file,
      Collection<Site> unitSites,
      List<Strategy> strategies,
      List<DoseAccount> accounts,
      String ownPlanned,
      Collection<Person> chosenCoaches) {
    return new FormChoices(
        unitSites.stream()
            .sorted(
                Comparator.comparing((Site s) -> s.partnerOf != null).thenComparing(s -> s.code))
            .map(s -> new Choice(s.code, s.name + " (" + s.code + ")"))
            .toList(),
        planned(strategies, accounts, ownPlanned),
        coaches(unitSites, chosenCoaches),
        known(file, unitSites),
        file.parts());
  }

  private static List<Choice> planned(
      List<Strategy> strategies, List<DoseAccount> accounts, String ownPlanned) {
    List<Choice> choices = new ArrayList<>();
    for (DoseAccount account : accounts) {
      for (PlannedLine line : account.lines()) {
        String value = account.strategy() + "|" + line.planned().occurrence();
        if (line.delivery().isEmpty() || value.equals(ownPlanned)) {
          choices.add(
              new Choice(
                  value,
                  line.planned().label()
                      + ", month "
                      + line.planned().month().number()
                      + " ("
                      + (line.delivery().isPresent()
                          ? "this contact"
                          : line.state().label().toLowerCase(Locale.ROOT)
                              + ", "
                              + Formats.shortly(line.planned().dueFrom())
                              + " to "
                              + Formats.shortly(line.planned().dueTo()))
                      + ")"));
        }
      }
    }
    for (Strategy strategy : strategies) {
      choices.add(
          new Choice(
              strategy.key() + "|",
              "Unplanned help, beside the plan"
                  + (strategies.size() > 1 ? ": " + strategy.label() : "")));
    }
    return choices;
  }

  private static List<Person> coaches(Collection<Site> sites, Collection<Person> chosen) {
    Map<Long, Person> coaches = new LinkedHashMap<>();
    chosen.forEach(p -> coaches.put(p.id, p));
    for (Site site : sites) {
      for (Affiliation a : Affiliation.listForSite(site)) {
        if (a.part.equals(Affiliation.COACH) && a.until == null) {
          coaches.put(a.person.id, a.person);
        }
      }
    }
    return coaches.values().stream().sorted(Comparator.comparing(p -> p.name)).toList();
  }

  private static List<Choice> known(StudyFile file, Collection<Site> sites) {
    Map<String, Choice> known = new LinkedHashMap<>();
    for (Site site : sites) {
      for (Affiliation a : Affiliation.listForSite(site)) {
        boolean partOfStudy = file.parts().stream().anyMatch(t -> t.key().equals(a.part));
        if (partOfStudy && a.until == null) {
          String value = a.part + ":" + a.person.id;
          known.put(value, new Choice(value, a.person.name + ", " + a.partLabel()));
        }
      }
    }
    return List.copyOf(known.values());
  }
}
