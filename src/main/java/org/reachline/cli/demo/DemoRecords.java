package org.reachline.cli.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadedTable;
import org.reachline.base.input.UploadedText;
import org.reachline.base.lists.ListAct;
import org.reachline.base.lists.ListOutcome;
import org.reachline.base.lists.ListSaid;
import org.reachline.base.lists.OnBehalf;
import org.reachline.base.lists.Progress;
import org.reachline.base.trail.Change;
import org.reachline.cli.simulate.CsvWriter;
import org.reachline.cli.simulate.SimulatedTrial;
import org.reachline.coaching.contacts.Attendee;
import org.reachline.coaching.contacts.ContactActs;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.coaching.contacts.ContactSaid;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.dose.Occurrence;
import org.reachline.people.Person;
import org.reachline.people.accounts.AffiliationActs;
import org.reachline.people.accounts.InvitationActs;
import org.reachline.protocol.strategy.ContactKind;
import org.reachline.reach.imports.ReportList;
import org.reachline.reach.reports.ReportActs;
import org.reachline.reach.reports.ReportState;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.SessionPlanner;
import org.reachline.sessions.after.Survey;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.hosting.SessionActs;
import org.reachline.sessions.programs.ProgramActs;
import org.reachline.sites.Site;
import org.reachline.sites.SiteList;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;
import org.reachline.studies.enrolment.AllocationList;
import org.reachline.studies.enrolment.EnrolmentList;

/**
 * Writes a simulated trial into the house by the acts and uploads that its people would have used:
 * sites, places, enrolment and allocation by their lists, sessions, attendance, surveys and
 * contacts by the acts that record them. Nothing is written past them; where an act asks who does
 * it, one of the demonstration's people does.
 */
@ApplicationScoped
class DemoRecords {
  private static final String SYSTEM = "system";
  private static final ZoneId HOME = ZoneId.of("America/Chicago");

  private static final Map<String, String> ROOM =
      Map.of(
          "hub", "Demonstration hub",
          "roomUrl", "https://video.example/reachline-demonstration",
          "phone", "+1 608 555 0142",
          "phoneCode", "482 913#");

  /** What the coordinator says beside the reports; odd numbers are meant. */
  private static final ListSaid AS_DRAWN =
      ListSaid.of(
          "columns",
          "state=aside,submitted_by=aside",
          "acceptWarnings",
          "yes",
          "note",
          "Simulated: the numbers stand as they were drawn.");

  @Inject SessionPlanner planner;
  @Inject SessionActs sessionActs;
  @Inject ProgramActs programs;
  @Inject AttendanceLedger attendance;
  @Inject Survey survey;
  @Inject ContactActs acts;
  @Inject SiteList siteList;
  @Inject InvitationActs invitations;
  @Inject AffiliationActs places;
  @Inject EnrolmentList enrolmentList;
  @Inject AllocationList allocationList;
  @Inject ReportList reportList;
  @Inject ReportActs reportActs;
  @Inject OnBehalf behalf;
  @Inject EntityManager database;

  /** Saves everything, in the caller's transaction. */
  void save(Study study, SimulatedTrial trial) {
    Map<String, String> lists = CsvWriter.tables(trial);
    Map<String, Site> sites = saveSites(lists);
    Map<String, Person> people = savePeople(trial);
    Map<String, Enrolment> units = saveUnits(study, lists);
    saveSessions(study, trial, people);
    saveReports(study, trial, lists.get("reports.csv"));
    saveContacts(trial, sites, people, units);
  }

  private Map<String, Site> saveSites(Map<String, String> lists) {
    take(siteList, null, lists.get("sites.csv"), ListSaid.NOTHING);
    return Site.listByCode().stream().collect(Collectors.toMap(site -> site.code, site -> site));
  }

  /** Every list of the simulation is one that a coordinator could upload. */
  private static <P, T extends ListOutcome> void take(
      ListAct<P, T> list, P place, String text, ListSaid said) {
    T told = list.take(place, UploadedText.of(text), said, Progress.UNASKED);
    if (!told.done()) {
      throw new IllegalStateException(
          "the simulated list of %s is not taken: %s %s"
              .formatted(
                  list.many(),
                  told.rows().stream().filter(RowOutcome::isError).findFirst(),
                  list.lacks(told, said).list()));
    }
  }

  private Map<String, Person> savePeople(SimulatedTrial trial) {
    Map<String, Person> people = new HashMap<>();
    Set<String> parts = new HashSet<>();
    for (SimulatedTrial.Person simulated : trial.people()) {
      people.computeIfAbsent(
          simulated.email(),
          email -> person(email, simulated.name(), simulated.role(), simulated.zone()));
    }
    for (SimulatedTrial.Person simulated : trial.people()) {
      if (simulated.site().isPresent()
          && simulated.part().isPresent()
          && parts.add(simulated.email() + simulated.site() + simulated.part())) {
        Problems problems = new Problems();
        places.add(
            people.get(simulated.email()).id,
            Map.of(
                "site", simulated.site().get(),
                "part", simulated.part().get(),
                "from", simulated.from().toString()),
            problems);
        if (problems.any()) {
          throw new IllegalStateException(simulated + ": " + problems.list());
        }
      }
    }
    person(DemoPersonas.COORDINATOR, "Corinne Adler", Role.COORDINATOR_, HOME);
    Person rene =
        person("researcher@demo.reachline.example", "Rene Castillo", Role.RESEARCHER_, HOME);
    if (rene.blinded) {
      places.unblind(rene.id, "Simulated: somebody who compares the arms.");
    }
    person("blinded@demo.reachline.example", "Bea Lindqvist", Role.RESEARCHER_, HOME);
    person("outsider@demo.reachline.example", "Otis Frame", Role.CLINICIAN_, HOME);
    return people;
  }

  /** Somebody may have signed in before the trial was loaded. */
  private Person person(String email, String name, String role, ZoneId zone) {
    return Person.findByEmail(email)
        .orElseGet(
            () ->
                invitations.enter(
                    Map.of("email", email, "name", name, "role", role, "zone", zone.getId())));
  }

  private Map<String, Enrolment> saveUnits(Study study, Map<String, String> lists) {
    take(enrolmentList, study, lists.get("enrolment.csv"), ListSaid.NOTHING);
    String allocation = lists.get("allocation.csv");
    ListSaid confirmed = ListSaid.of("confirm", UploadedTable.sha256(allocation));
    take(allocationList, study, allocation, confirmed);
    return Enrolment.listForStudy(study).stream()
        .collect(Collectors.toMap(unit -> unit.unit.code, unit -> unit));
  }

  private void saveSessions(Study study, SimulatedTrial trial, Map<String, Person> people) {
    planner.plan(study);
    List<Person> hub =
        trial.people().stream()
            .filter(p -> p.role().equals("hub"))
            .map(p -> people.get(p.email()))
            .toList();
    EchoProgram.listForStudy(study)
        .forEach(
            p -> {
              programs.staff(p, Set.copyOf(hub), Change.now(p, null));
              programs.change(p, ROOM, Change.now(p, null));
            });
    Map<Instant, EchoSession> byStart =
        EchoSession.listForStudy(study).stream()
            .collect(Collectors.toMap(s -> s.startsAt, Function.identity(), (a, b) -> a));
    Person host = hub.isEmpty() ? null : hub.get(0);
    Map<String, EchoSession> byKey = new HashMap<>();
    for (SimulatedTrial.Session simulated : trial.sessions()) {
      EchoSession session = byStart.get(simulated.startsAt());
      if (session == null) {
        throw new IllegalStateException("the schedule has no session at " + simulated.startsAt());
      }
      if (simulated.held()) {
        sessionActs.load(session, simulated.didactic(), host, session.endsAt());
      } else {
        sessionActs.announce(session, simulated.didactic(), host);
      }
      byKey.put(simulated.key(), session);
    }
    Set<String> asked = new HashSet<>();
    for (SimulatedTrial.Attendance simulated : trial.attendance()) {
      if (asked.add(simulated.session() + " " + simulated.person())) {
        DemoSurvey.answer(
            survey, byKey.get(simulated.session()), people.get(simulated.person()), asked.size());
      }
      boolean joined = simulated.evidence().equals("JOIN_LINK");
      attendance.record(
          byKey.get(simulated.session()),
          people.get(simulated.person()),
          new Presence.Piece(
              simulated.joinedAt(),
              simulated.leftAt(),
              joined ? Evidence.JOINED : Evidence.ROLL_CALL,
              simulated.leftAt(),
              "simulated"),
          SYSTEM,
          null);
    }
  }

  /** Logs them unit by unit, each unit with an empty head: Hibernate looks through all it holds. */
  private void saveContacts(
      SimulatedTrial trial,
      Map<String, Site> sites,
      Map<String, Person> people,
      Map<String, Enrolment> units) {
    Map<String, String> partOf = new HashMap<>();
    trial.people().forEach(p -> p.part().ifPresent(part -> partOf.putIfAbsent(p.email(), part)));
    trial.contacts().stream()
        .collect(Collectors.groupingBy(SimulatedTrial.Contact::unit))
        .forEach(
            (unit, contacts) -> {
              database.flush();
              database.clear();
              Enrolment enrolment = Enrolment.findById(units.get(unit).id);
              for (SimulatedTrial.Contact c : contacts) {
                acts.log(enrolment, said(c, sites, people, partOf), c.coach(), c.loggedAt());
              }
            });
  }

  private static ContactSaid said(
      SimulatedTrial.Contact simulated,
      Map<String, Site> sites,
      Map<String, Person> people,
      Map<String, String> partOf) {
    ContactOutcome outcome = ContactOutcome.valueOf(simulated.outcome());
    Map<String, Object> facts = new HashMap<>();
    facts.put("strategy", simulated.strategy());
    facts.put("startsAt", simulated.startsAt());
    facts.put("minutes", outcome == ContactOutcome.HELD ? simulated.minutes() : 0);
    facts.put("kind", ContactKind.valueOf(simulated.kind()));
    facts.put("mode", DeliveredMode.valueOf(simulated.mode()));
    facts.put("outcome", outcome);
    facts.put(
        "planned",
        simulated
            .plannedKey()
            .map(key -> new Occurrence(key, simulated.plannedMonth().orElseThrow()))
            .orElse(null));
    facts.put(
        "coaches",
        Optional.ofNullable(people.get(simulated.coach())).stream().collect(Collectors.toSet()));
    facts.put(
        "attendees",
        simulated.attendedBy().stream()
            .map(email -> Attendee.known(partOf.get(email), people.get(email)))
            .toList());
    facts.put("summary", simulated.summary().isEmpty() ? null : simulated.summary());
    return new ContactSaid(sites.get(simulated.site()), ContactFacts.SHEET.make(facts), null);
  }

  /** The coordinator hands the months in by one file, and locks those that are settled. */
  private void saveReports(Study study, SimulatedTrial trial, String list) {
    Set<String> settled =
        trial.reports().stream()
            .filter(r -> r.state().equals(ReportState.LOCKED.name()))
            .map(r -> r.site() + " " + r.month())
            .collect(Collectors.toSet());
    behalf.run(
        Person.findByEmail(DemoPersonas.COORDINATOR).orElseThrow().id,
        () -> {
          take(reportList, study, list, AS_DRAWN);
          reportActs.lockAll(study, r -> settled.contains(r.site.code + " " + r.studyMonth));
        });
  }
}
