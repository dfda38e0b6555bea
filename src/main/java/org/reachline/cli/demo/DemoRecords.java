package org.reachline.cli.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reachline.base.Role;
import org.reachline.base.UploadedTable;
import org.reachline.cli.simulate.CsvWriter;
import org.reachline.cli.simulate.SimulatedTrial;
import org.reachline.coaching.contacts.Attendee;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactOutcome;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.strategy.ContactKind;
import org.reachline.reach.reports.ReportCalendar;
import org.reachline.reach.reports.ReportPeriod;
import org.reachline.reach.reports.ReportState;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sessions.EchoProgram;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.SessionPlanner;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sites.Site;
import org.reachline.studies.Allocation;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * Writes a simulated trial into the ledgers, as its people would have. Contacts go into the ledger
 * of dose afterwards, all in one statement.
 */
@ApplicationScoped
class DemoRecords {
  private static final String SYSTEM = "system";

  @Inject Protocols protocols;
  @Inject SessionPlanner planner;
  @Inject AttendanceLedger attendance;

  /** Saves everything, in the caller's transaction. */
  void save(Study study, SimulatedTrial trial) {
    Map<String, Site> sites = saveSites(trial);
    Map<String, Person> people = savePeople(trial, sites);
    Map<String, Enrolment> units = saveUnits(study, trial, sites);
    saveSessions(study, trial, people);
    saveContacts(study, trial, sites, people, units);
    saveReports(study, trial, sites, units);
  }

  private static Map<String, Site> saveSites(SimulatedTrial trial) {
    Map<String, Site> sites = new HashMap<>();
    for (SimulatedTrial.Site simulated : trial.sites()) {
      Site site = new Site();
      site.code = simulated.code();
      site.name = simulated.name();
      site.type = simulated.type();
      site.size = simulated.size();
      site.sizeUnit = simulated.sizeUnit();
      site.state = simulated.state();
      site.zone = simulated.zone().getId();
      site.persist();
      sites.put(site.code, site);
    }
    trial
        .sites()
        .forEach(s -> s.partnerOf().ifPresent(u -> sites.get(s.code()).partnerOf = sites.get(u)));
    return sites;
  }

  private static Map<String, Person> savePeople(SimulatedTrial trial, Map<String, Site> sites) {
    Map<String, Person> people = new HashMap<>();
    Set<String> parts = new HashSet<>();
    for (SimulatedTrial.Person simulated : trial.people()) {
      Person person =
          people.computeIfAbsent(
              simulated.email(), email -> person(email, simulated.name(), simulated.zone()));
      Role.find(simulated.role()).ifPresent(person.roles::add);
      if (simulated.site().isPresent()
          && simulated.part().isPresent()
          && parts.add(simulated.email() + simulated.site() + simulated.part())) {
        Affiliation affiliation = new Affiliation();
        affiliation.person = person;
        affiliation.site = sites.get(simulated.site().get());
        affiliation.part = simulated.part().get();
        affiliation.from = simulated.from();
        affiliation.persist();
      }
    }
    withRole("coordinator@demo.reachline.example", "Corinne Adler", Role.COORDINATOR, true);
    withRole("researcher@demo.reachline.example", "Rene Castillo", Role.RESEARCHER, false);
    withRole("blinded@demo.reachline.example", "Bea Lindqvist", Role.RESEARCHER, true);
    withRole("outsider@demo.reachline.example", "Otis Frame", Role.CLINICIAN, true);
    return people;
  }

  private static void withRole(String email, String name, Role role, boolean blinded) {
    Person person = person(email, name, ZoneId.of("America/Chicago"));
    person.roles.add(role);
    person.blinded = blinded;
  }

  private static Person person(String email, String name, ZoneId zone) {
    // Somebody may have signed in before the trial was loaded.
    Person person = Person.findByEmail(email).orElseGet(Person::new);
    person.email = email;
    person.name = name;
    person.zone = zone.getId();
    person.persist();
    return person;
  }

  private Map<String, Enrolment> saveUnits(
      Study study, SimulatedTrial trial, Map<String, Site> sites) {
    String list = UploadedTable.sha256(CsvWriter.tables(trial).get("allocation.csv"));
    Map<String, Enrolment> units = new HashMap<>();
    for (SimulatedTrial.Unit simulated : trial.units()) {
      Enrolment unit = new Enrolment();
      unit.study = study;
      unit.studyVersion = study.current;
      unit.unit = sites.get(simulated.code());
      simulated.sites().forEach(code -> unit.members.add(sites.get(code)));
      unit.enrolledOn = simulated.enrolledOn();
      unit.startedOn = simulated.startsOn();
      unit.stratum = simulated.stratum().orElse(null);
      unit.pair = simulated.pair().orElse(null);
      unit.armKey = simulated.arm();
      unit.persist();
      units.put(simulated.code(), unit);
      Allocation allocation = new Allocation();
      allocation.enrolment = unit;
      allocation.armKey = simulated.arm();
      allocation.allocatedAt =
          simulated.enrolledOn().atStartOfDay(sites.get(simulated.code()).zoneId()).toInstant();
      allocation.allocatedBy = SYSTEM;
      allocation.listSha256 = list;
      allocation.persist();
    }
    return units;
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
              p.team.addAll(hub);
              p.hub = "Demonstration hub";
              p.roomUrl = "https://video.example/reachline-demonstration";
              p.phone = "+1 608 555 0142";
              p.phoneCode = "482 913#";
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
      session.didacticTitle = simulated.didactic();
      session.didacticPresenter = host == null ? null : host.name;
      session.didacticPresenterId = host == null ? null : host.id;
      if (simulated.held()) {
        session.close(session.endsAt());
      }
      byKey.put(simulated.key(), session);
    }
    Set<String> asked = new HashSet<>();
    for (SimulatedTrial.Attendance simulated : trial.attendance()) {
      if (asked.add(simulated.session() + " " + simulated.person())) {
        DemoSurvey.answer(
            byKey.get(simulated.session()), people.get(simulated.person()), asked.size());
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

  private void saveContacts(
      Study study,
      SimulatedTrial trial,
      Map<String, Site> sites,
      Map<String, Person> people,
      Map<String, Enrolment> units) {
    Map<String, String> partOf = new HashMap<>();
    trial.people().forEach(p -> p.part().ifPresent(part -> partOf.putIfAbsent(p.email(), part)));
    for (SimulatedTrial.Contact simulated : trial.contacts()) {
      CoachingContact contact = new CoachingContact();
      contact.study = study;
      contact.studyVersion = study.current;
      contact.enrolment = units.get(simulated.unit());
      contact.site = sites.get(simulated.site());
      contact.strategy = simulated.strategy();
      contact.startsAt = simulated.startsAt();
      contact.outcome = ContactOutcome.valueOf(simulated.outcome());
      contact.durationMinutes = contact.outcome == ContactOutcome.HELD ? simulated.minutes() : 0;
      contact.mode = DeliveredMode.valueOf(simulated.mode());
      contact.kind = ContactKind.valueOf(simulated.kind());
      contact.plannedKey = simulated.plannedKey().orElse(null);
      contact.plannedMonth = simulated.plannedMonth().orElse(null);
      Optional.ofNullable(people.get(simulated.coach())).ifPresent(contact.coaches::add);
      for (String email : simulated.attendedBy()) {
        contact.attendees.add(Attendee.known(partOf.get(email), people.get(email)));
      }
      contact.summary = simulated.summary().isEmpty() ? null : simulated.summary();
      contact.loggedAt = simulated.loggedAt();
      contact.loggedBy = simulated.coach();
      contact.persist();
    }
  }

  private void saveReports(
      Study study, SimulatedTrial trial, Map<String, Site> sites, Map<String, Enrolment> units) {
    StudyFile file = protocols.fileOf(study);
    Map<String, Enrolment> unitOfSite = new HashMap<>();
    units.values().forEach(u -> u.members.forEach(m -> unitOfSite.put(m.code, u)));
    Map<Long, List<ReportPeriod>> periods = new HashMap<>();
    for (SimulatedTrial.Report simulated : trial.reports()) {
      Enrolment unit = unitOfSite.get(simulated.site());
      ReportPeriod period =
          periods.computeIfAbsent(unit.id, id -> ReportCalendar.of(file, unit).periods()).stream()
              .filter(p -> p.studyMonth() == simulated.month())
              .findFirst()
              .orElseThrow();
      Site site = sites.get(simulated.site());
      SiteReport report = new SiteReport();
      report.study = study;
      report.site = site;
      report.enrolment = unit;
      report.studyVersion = study.current;
      report.studyMonth = simulated.month();
      report.periodFrom = period.from();
      report.periodTo = period.to();
      Instant at = noon(simulated.submittedOn(), site);
      report.fill(simulated.values(), Map.of(), simulated.submittedBy(), at);
      report.submit(null, simulated.submittedBy(), at);
      if (ReportState.valueOf(simulated.state()) == ReportState.LOCKED) {
        report.lock("coordinator@demo.reachline.example", at.plusSeconds(14L * 24 * 60 * 60));
      }
      report.persist();
    }
  }

  private static Instant noon(LocalDate day, Site site) {
    return day.atTime(12, 0).atZone(site.zoneId()).toInstant();
  }
}
