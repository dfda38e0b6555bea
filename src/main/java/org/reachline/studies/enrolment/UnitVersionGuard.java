package org.reachline.studies.enrolment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.reachline.base.PartUsage;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Term;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.StudyVersionCheck;

/** What enrolled units stand on: arms, strata, pairs, types of site and parts of people. */
@ApplicationScoped
class UnitVersionGuard {
  @Inject PartUsage holders;

  void tell(@Observes StudyVersionCheck version) {
    StudyFile next = version.next();
    List<String> gone = version.conflicts();
    Map<String, Integer> arms = new TreeMap<>();
    Map<String, Integer> strata = new TreeMap<>();
    Map<String, Integer> pairs = new TreeMap<>();
    Map<String, Integer> types = new TreeMap<>();
    Set<Site> sites = new HashSet<>();
    for (Enrolment e : Enrolment.listForStudy(version.study())) {
      count(arms, e.armKey);
      count(strata, e.stratum);
      count(pairs, e.pair);
      sites.addAll(e.members);
    }
    sites.forEach(site -> count(types, site.type));
    arms.forEach(
        (key, units) -> {
          if (next.findArm(key).isEmpty()) {
            gone.add("The arm " + key + " is gone, but " + units(units) + " allocated to it.");
          }
        });
    missing("stratum", strata, next.allocation().strata(), gone);
    missing("pair", pairs, next.allocation().pairs(), gone);
    types.forEach(
        (key, count) -> {
          if (!declares(next.siteTypes(), key) && declares(version.now().siteTypes(), key)) {
            gone.add(
                "The site type "
                    + key
                    + " is gone, but "
                    + (count == 1 ? "1 site" : count + " sites")
                    + " of it took part.");
          }
        });
    parts(version, sites);
  }

  /** Another study may have sent people to the same site under a part that this one never had. */
  private void parts(StudyVersionCheck version, Set<Site> sites) {
    holders
        .countByPart(sites.stream().map(site -> site.id).toList())
        .forEach(
            (key, people) -> {
              if (declares(version.now().parts(), key) && !declares(version.next().parts(), key)) {
                version
                    .conflicts()
                    .add(
                        "The part "
                            + key
                            + " is gone, but "
                            + (people == 1 ? "1 person has" : people + " people have")
                            + " it at sites of the study.");
              }
            });
  }

  private static void missing(
      String what, Map<String, Integer> used, List<Term> declared, List<String> gone) {
    used.forEach(
        (key, units) -> {
          if (!declares(declared, key)) {
            gone.add("The " + what + " " + key + " is gone, but " + units(units) + " in it.");
          }
        });
  }

  private static boolean declares(List<Term> terms, String key) {
    return terms.stream().anyMatch(term -> term.key().equals(key));
  }

  private static void count(Map<String, Integer> counts, String key) {
    if (key != null) {
      counts.merge(key, 1, Integer::sum);
    }
  }

  private static String units(int number) {
    return number == 1 ? "1 unit is" : number + " units are";
  }
}
