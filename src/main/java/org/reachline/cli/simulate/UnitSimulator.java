package org.reachline.cli.simulate;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationScheme;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.dose.StudyMonth;

/** Invents sites, people and units, and allocates the units to arms. */
final class UnitSimulator {

  /** What was invented, with the coach of each unit. */
  record Made(
      List<SimulatedTrial.Site> sites,
      List<SimulatedTrial.Person> people,
      List<SimulatedTrial.Unit> units,
      Map<String, String> coachOf) {

    SimulatedTrial.Site site(String code) {
      return sites.stream().filter(site -> site.code().equals(code)).findFirst().orElseThrow();
    }

    /** People at a site, in any of the parts. */
    List<SimulatedTrial.Person> peopleAt(String site, List<String> parts) {
      return people.stream()
          .filter(
              person ->
                  person.site().equals(Optional.of(site))
                      && person.part().filter(parts::contains).isPresent())
          .toList();
    }
  }

  private static final ZoneId CENTRE = ZoneId.of("America/Chicago");

  private final StudyFile study;
  private final Truths truths;
  private final long seed;
  private final LocalDate asOf;
  private final List<SimulatedTrial.Site> sites = new ArrayList<>();
  private final List<SimulatedTrial.Person> people = new ArrayList<>();
  private final Map<String, String> coachOf = new LinkedHashMap<>();
  private final Map<String, Integer> namesakes = new LinkedHashMap<>();

  UnitSimulator(StudyFile study, Truths truths, long seed, LocalDate asOf) {
    this.study = study;
    this.truths = truths;
    this.seed = seed;
    this.asOf = asOf;
  }

  Made make() {
    Map<String, List<String>> members = inventSites();
    List<SimulatedTrial.Unit> units = allocate(members, starts(List.copyOf(members.keySet())));
    inventPeople(units);
    return new Made(List.copyOf(sites), List.copyOf(people), units, coachOf);
  }

  /** Invents the sites and gives the members of each unit, the leading site first. */
  private Map<String, List<String>> inventSites() {
    AllocationScheme scheme = study.allocation();
    Truths.SiteTruth leads = truths.siteTypes().get(scheme.siteType());
    Truths.SiteTruth partners = scheme.partnerType().map(truths.siteTypes()::get).orElse(null);
    int partnerCount = partners == null ? 0 : Math.min(partners.count(), leads.count());
    List<String> places = SimulatedPlaces.places(RandomStreams.of(seed, "places"), leads.count());
    List<SimulatedPlaces.State> states =
        RandomStreams.of(seed, "states").shuffled(SimulatedPlaces.STATES);
    List<Integer> withPartner = new ArrayList<>();
    for (int index = 0; index < leads.count(); index++) {
      withPartner.add(index);
    }
    withPartner = RandomStreams.of(seed, "partners").shuffled(withPartner).subList(0, partnerCount);
    Map<String, List<String>> members = new LinkedHashMap<>();
    for (int index = 0; index < leads.count(); index++) {
      SimulatedPlaces.State state = states.get(index % states.size());
      String place = places.get(index);
      String code = state.code() + "-" + place.toUpperCase(Locale.ROOT);
      List<String> unit = new ArrayList<>(List.of(code));
      sites.add(site(code, place, scheme.siteType(), leads, state, Optional.empty()));
      if (withPartner.contains(index)) {
        unit.add(code + "-P");
        sites.add(
            site(
                code + "-P",
                place,
                scheme.partnerType().orElseThrow(),
                partners,
                state,
                Optional.of(code)));
      }
      members.put(code, unit);
    }
    return members;
  }

  private SimulatedTrial.Site site(
      String code,
      String place,
      String type,
      Truths.SiteTruth truth,
      SimulatedPlaces.State state,
      Optional<String> partnerOf) {
    double log =
        Math.log(truth.sizeMedian())
            + truth.sizeLogSd() * RandomStreams.of(seed, "size", code).normal();
    int size = Math.max(8, (int) Math.round(Math.exp(log)));
    return new SimulatedTrial.Site(
        code,
        truth.name().replace("{place}", place),
        type,
        size,
        truth.sizeUnit(),
        state.code(),
        state.zone(),
        partnerOf);
  }

  private Map<String, LocalDate> starts(List<String> units) {
    RandomStreams chance = RandomStreams.of(seed, "starts");
    List<String> order = chance.shuffled(units);
    Map<String, LocalDate> starts = new LinkedHashMap<>();
    int next = 0;
    for (Truths.Wave wave : truths.waves()) {
      LocalDate first = asOf.withDayOfMonth(1).minusMonths(wave.monthsBefore());
      for (int unit = 0; unit < wave.units(); unit++) {
        // The first unit starts the wave, so that the stated first start is kept whatever the seed.
        int months = unit == 0 ? 0 : chance.below(Math.max(1, wave.spreadMonths()));
        starts.put(
            order.get(next++),
            first.plusMonths(months).withDayOfMonth(chance.happens(0.3) ? 15 : 1));
      }
    }
    return starts;
  }

  private List<SimulatedTrial.Unit> allocate(
      Map<String, List<String>> members, Map<String, LocalDate> starts) {
    AllocationScheme scheme = study.allocation();
    Map<String, Optional<String>> strata = new LinkedHashMap<>();
    int turn = 0;
    for (String unit : members.keySet()) {
      strata.put(unit, stratum(unit, turn++));
    }
    // Blocks run on from one stratum to the next, so that the arms come out even within strata and
    // in all.
    RandomStreams chance = RandomStreams.of(seed, "allocation");
    List<String> queue = new ArrayList<>();
    Map<String, String> arms = new LinkedHashMap<>();
    Map<String, String> pairs = new LinkedHashMap<>();
    List<String> order = new ArrayList<>(members.keySet());
    order.sort(
        java.util.Comparator.comparing((String unit) -> strata.get(unit).orElse(""))
            .thenComparing(unit -> size(unit)));
    for (String unit : order) {
      if (queue.isEmpty()) {
        queue.addAll(chance.shuffled(study.arms().stream().map(Arm::key).toList()));
      }
      int place = arms.size() / study.arms().size();
      if (place < scheme.pairs().size()) {
        pairs.put(unit, scheme.pairs().get(place).key());
      }
      arms.put(unit, queue.remove(0));
    }
    List<SimulatedTrial.Unit> units = new ArrayList<>();
    members.forEach(
        (unit, unitSites) -> {
          LocalDate start = starts.get(unit);
          LocalDate enrolled = StudyMonth.of(start, Math.min(study.firstMonth(), 1)).firstDay();
          units.add(
              new SimulatedTrial.Unit(
                  unit,
                  List.copyOf(unitSites),
                  enrolled,
                  start,
                  strata.get(unit),
                  Optional.ofNullable(pairs.get(unit)),
                  arms.get(unit)));
        });
    return List.copyOf(units);
  }

  private int size(String code) {
    return sites.stream().filter(site -> site.code().equals(code)).findFirst().orElseThrow().size();
  }

  private Optional<String> stratum(String unit, int turn) {
    List<Term> strata = study.allocation().strata();
    if (strata.isEmpty()) {
      return Optional.empty();
    }
    if (truths.stratumFrom().size() != strata.size()) {
      return Optional.of(strata.get(turn % strata.size()).key());
    }
    int at = 0;
    while (at + 1 < strata.size() && size(unit) >= truths.stratumFrom().get(at + 1)) {
      at++;
    }
    return Optional.of(strata.get(at).key());
  }

  private void inventPeople(List<SimulatedTrial.Unit> units) {
    LocalDate earliest =
        units.stream().map(SimulatedTrial.Unit::enrolledOn).min(LocalDate::compareTo).orElse(asOf);
    RandomStreams chance = RandomStreams.of(seed, "people");
    for (int hub = 0; hub < truths.people().hub(); hub++) {
      person(chance, "hub", "hub.example", CENTRE, Optional.empty(), Optional.empty(), earliest);
    }
    List<SimulatedTrial.Person> coaches = new ArrayList<>();
    for (int coach = 0; coach < truths.people().coaches(); coach++) {
      coaches.add(
          person(
              chance,
              "coach",
              "coaching.example",
              CENTRE,
              Optional.empty(),
              Optional.empty(),
              earliest));
    }
    int turn = 0;
    for (SimulatedTrial.Unit unit : units) {
      for (String code : unit.sites()) {
        SimulatedTrial.Site site =
            sites.stream().filter(s -> s.code().equals(code)).findFirst().orElseThrow();
        String domain = code.toLowerCase(Locale.ROOT) + ".example";
        for (Term part : study.parts()) {
          person(
              chance,
              "clinician",
              domain,
              site.zone(),
              Optional.of(code),
              Optional.of(part.key()),
              unit.enrolledOn());
        }
        if (!coaches.isEmpty()) {
          SimulatedTrial.Person coach = coaches.get(turn % coaches.size());
          people.add(
              new SimulatedTrial.Person(
                  coach.email(),
                  coach.name(),
                  "coach",
                  coach.zone(),
                  Optional.of(code),
                  Optional.of("coach"),
                  unit.enrolledOn()));
          coachOf.put(unit.code(), coach.email());
        }
      }
      turn++;
    }
  }

  private SimulatedTrial.Person person(
      RandomStreams chance,
      String role,
      String domain,
      ZoneId zone,
      Optional<String> site,
      Optional<String> part,
      LocalDate from) {
    String name = SimulatedPlaces.person(chance);
    String mailbox = name.toLowerCase(Locale.ROOT).replace(' ', '.');
    int namesake = namesakes.merge(mailbox + "@" + domain, 1, Integer::sum);
    String email = mailbox + (namesake == 1 ? "" : String.valueOf(namesake)) + "@" + domain;
    SimulatedTrial.Person person =
        new SimulatedTrial.Person(email, name, role, zone, site, part, from);
    people.add(person);
    return person;
  }
}
