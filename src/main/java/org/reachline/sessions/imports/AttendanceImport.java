package org.reachline.sessions.imports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadedTable;
import org.reachline.base.lists.ListBasis;
import org.reachline.base.trail.AuditTrail;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.AttendanceInterval;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.Span;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.hosting.RollCall;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/**
 * Takes a participant list as evidence. First it shows who is meant and what would change; saving
 * the same list twice changes nothing, and the host's roll-call keeps its word.
 */
@ApplicationScoped
class AttendanceImport {
  @Inject AttendanceLedger ledger;
  @Inject Audience audience;
  @Inject ColumnMemory columns;
  @Inject RollCall rollCall;
  @Inject AuditTrail audit;
  @Inject ListBasis basis;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /** How sure we are who a participant is. */
  public enum Certainty {
    /** The mail address is the person's. */
    MAIL("by mail address"),
    /** Somebody said so earlier. */
    REMEMBERED("as said earlier"),
    /** Somebody said so now. */
    CHOSEN("as you say"),
    /** The name alone fits: somebody has to confirm. */
    PROPOSED("by name: please confirm"),
    /** Known to be nobody of ours. */
    NOBODY("nobody of ours"),
    /** Nobody knows. */
    UNKNOWN("not known: please choose");

    private final String label;

    Certainty(String label) {
      this.label = label;
    }

    /** In words. */
    public String label() {
      return label;
    }
  }

  /**
   * One participant of the list.
   *
   * @param alias mail address, or the name as shown in small letters
   * @param name name as the service showed it
   * @param person who it is or may be, or null
   * @param certainty how sure we are
   * @param stays the participant's stays
   * @param before minutes that count now, or null where nothing is known
   * @param after minutes that would count
   * @param kind what would become of the attendance
   * @param later that the person's place at a site begins after the session, or null
   * @param earlier that earlier lists have more than this one and all are added up, or null
   */
  public record Participant(
      String alias,
      String name,
      Person person,
      Certainty certainty,
      List<ParticipantList.Stay> stays,
      Integer before,
      int after,
      RowOutcome.Kind kind,
      String later,
      String earlier) {
    /** Whether somebody has to say who this is. */
    public boolean isOpen() {
      return certainty == Certainty.PROPOSED || certainty == Certainty.UNKNOWN;
    }

    /** Key of the person as a form writes it, or an empty text. */
    public String personId() {
      return person == null ? "" : person.id.toString();
    }

    /** Whether the participant's stays would be written down. */
    public boolean isTaken() {
      return !isOpen() && person != null;
    }
  }

  /**
   * What a list would do.
   *
   * @param list the list as read
   * @param participants its participants, those that need an answer first
   * @param doubt that the zone may be wrong and nobody has said that it is right, or null
   * @param missing who stands in an earlier list of the session and not in this one, in words; null
   *     for nobody
   * @param basis what it was made from, to come back with the confirmation
   */
  public record Preview(
      ParticipantList list,
      List<Participant> participants,
      ZoneDoubt doubt,
      String missing,
      String basis) {
    /** Whether everything can be read, nothing is in doubt and everybody is known. */
    public boolean isReady() {
      return list.problems().isEmpty()
          && list.unknown().isEmpty()
          && doubt == null
          && participants.stream().noneMatch(Participant::isOpen);
    }
  }

  /**
   * A list as it is handed in.
   *
   * @param text the file's text
   * @param clock how its times were written
   * @param zoneIsRight whether somebody said that the zone is right, however few were there
   * @param answers alias to person's key, or {@link #NOBODY}; said just now
   */
  public record Handed(
      String text, ParticipantList.Clock clock, boolean zoneIsRight, Map<String, String> answers) {}

  /** The session, and the people of the study whom its list may mean. */
  private record Known(
      EchoSession session, Map<String, Person> byId, Map<String, List<Person>> byName) {
    static Known of(EchoSession session, List<Person> people) {
      Map<String, Person> byId = new HashMap<>();
      Map<String, List<Person>> byName = new HashMap<>();
      for (Person person : people) {
        byId.put(person.id.toString(), person);
        byName.computeIfAbsent(Names.plain(person.name), n -> new ArrayList<>()).add(person);
      }
      return new Known(session, byId, byName);
    }

    /**
     * Whether somebody's address on the list may be taken for them: people of the study's sites,
     * and who runs the programme. Of anybody else a list must not tell that they are here.
     */
    boolean mayBeMeant(Person person) {
      return byId.containsKey(person.id.toString())
          || person.roles.contains(Role.COORDINATOR)
          || person.roles.contains(Role.HUB) && session.program.isRunBy(person.id);
    }

    /** People whose name fits the best reading that fits anybody. */
    List<Person> fitting(String shown) {
      return Names.readings(shown).stream()
          .map(reading -> byName.getOrDefault(reading, List.of()))
          .filter(people -> !people.isEmpty())
          .findFirst()
          .orElse(List.of());
    }
  }

  private record Imported(String provider, String sha256, Map<String, Integer> minutes) {}

  /** Answer that a participant is nobody of ours. */
  public static final String NOBODY = "nobody";

  /** What the list would do. */
  public Preview preview(EchoSession session, Handed handed) {
    ParticipantList list =
        ParticipantList.read(
            handed.text(), handed.clock(), session.startsAt, columns.of(session.program));
    Map<String, String> answers = handed.answers();
    Map<String, List<ParticipantList.Stay>> byAlias = new LinkedHashMap<>();
    list.stays().forEach(s -> byAlias.computeIfAbsent(s.alias(), a -> new ArrayList<>()).add(s));
    Known known = Known.of(session, candidates(session));
    List<Participant> participants = new ArrayList<>();
    byAlias.forEach((alias, stays) -> participants.add(participant(known, alias, stays, answers)));
    participants.sort(
        Comparator.comparing((Participant p) -> !p.isOpen()).thenComparing(Participant::name));
    ZoneDoubt doubt =
        handed.zoneIsRight() || !list.problems().isEmpty()
            ? null
            : ZoneDoubt.of(
                    new Span(session.startsAt, session.endsAt()),
                    byAlias.values(),
                    handed.clock(),
                    likelyZones(session))
                .orElse(null);
    String missing = list.stays().isEmpty() ? null : EarlierList.missing(session, participants);
    return new Preview(list, participants, doubt, missing, basis.of(found(session)));
  }

  /** What is known of the session by now, whoever the list will turn out to mean. */
  private static List<ListBasis.Found> found(EchoSession session) {
    return Attendance.listForSession(session).stream()
        .map(
            a ->
                new ListBasis.Found(
                    "echo_session:" + session.id,
                    "Session " + session.number,
                    a.id + "/" + a.version))
        .toList();
  }

  /** Zones in which the list's account may be: the hub's, one's own, those of the sites. */
  private List<ZoneId> likelyZones(EchoSession session) {
    List<ZoneId> zones = new ArrayList<>(List.of(session.program.zoneId(), me.zone()));
    for (Enrolment enrolment : Enrolment.listForStudy(session.program.study)) {
      enrolment.members.forEach(site -> zones.add(site.zoneId()));
    }
    return zones.stream().distinct().toList();
  }

  /**
   * Writes the list down.
   *
   * @param seen basis of the preview that is confirmed; null to skip the comparison
   * @return how many people's attendance was written; nothing is if the preview is not ready
   */
  @Transactional
  public Optional<Integer> save(EchoSession session, Handed handed, String seen) {
    Preview preview = preview(session, handed);
    if (!preview.isReady()) {
      return Optional.empty();
    }
    basis.requireSame(seen, found(session));
    Map<String, Integer> minutes = new TreeMap<>();
    String provider = preview.list().provider().orElseThrow().name();
    for (Participant participant : preview.participants()) {
      if (participant.certainty() == Certainty.CHOSEN
          || handed.answers().containsKey(participant.alias())) {
        remember(session, participant);
      }
      if (participant.isTaken()) {
        for (Presence.Piece piece : pieces(participant.stays(), provider, clock.instant())) {
          Attendance written =
              ledger.record(session, participant.person(), piece, me.email(), null);
          minutes.put(participant.person().email, written.minutes);
        }
      }
    }
    Imported imported = new Imported(provider, UploadedTable.sha256(handed.text()), minutes);
    audit.record("attendance.imported", "echo_session:" + session.id, null, null, imported, null);
    return Optional.of(minutes.size());
  }

  /** People who may be meant: everybody with a part at a site of the study, by name. */
  List<Person> candidates(EchoSession session) {
    return candidates(session, site -> true);
  }

  /** The same of some of the sites; whoever is expected is always among them. */
  List<Person> candidates(EchoSession session, Predicate<Site> sees) {
    Map<Long, Person> people = new LinkedHashMap<>();
    audience.expected(session).forEach(e -> people.put(e.person().id, e.person()));
    for (Enrolment enrolment : Enrolment.listForStudy(session.program.study)) {
      enrolment.members.stream()
          .filter(sees)
          .forEach(
              site ->
                  Affiliation.listForSite(site)
                      .forEach(a -> people.putIfAbsent(a.person.id, a.person)));
    }
    return people.values().stream()
        .sorted(Comparator.comparing((Person p) -> p.name).thenComparing(p -> p.email))
        .toList();
  }

  private Participant participant(
      Known known, String alias, List<ParticipantList.Stay> stays, Map<String, String> answers) {
    String name = stays.get(0).name();
    String answer = answers.get(alias);
    Optional<Person> byMail =
        Person.findByEmail(stays.get(0).email()).filter(found -> known.mayBeMeant(found));
    Optional<ParticipantMatch> remembered = ParticipantMatch.find(known.session().program, alias);
    List<Person> fitting = known.fitting(name);
    Person person;
    Certainty certainty;
    if (NOBODY.equals(answer)) {
      person = null;
      certainty = Certainty.NOBODY;
    } else if (answer != null && known.byId().containsKey(answer)) {
      person = known.byId().get(answer);
      certainty = Certainty.CHOSEN;
    } else if (byMail.isPresent()) {
      person = byMail.get();
      certainty = Certainty.MAIL;
    } else if (remembered.isPresent()) {
      person = remembered.get().person;
      certainty = person == null ? Certainty.NOBODY : Certainty.REMEMBERED;
    } else if (fitting.size() == 1) {
      person = fitting.get(0);
      certainty = Certainty.PROPOSED;
    } else {
      person = null;
      certainty = Certainty.UNKNOWN;
    }
    return outcome(known.session(), alias, name, person, certainty, stays);
  }

  private Participant outcome(
      EchoSession session,
      String alias,
      String name,
      Person person,
      Certainty certainty,
      List<ParticipantList.Stay> stays) {
    Optional<Attendance> known =
        person == null ? Optional.empty() : Attendance.find(session, person);
    List<Presence.Piece> pieces = new ArrayList<>();
    known.ifPresent(a -> a.intervals.forEach(i -> pieces.add(AttendanceInterval.pieceOf(i))));
    List<Presence.Piece> listed = pieces(stays, "", clock.instant());
    pieces.addAll(listed);
    int after = Presence.of(session.span(), pieces).minutes();
    Integer before = known.map(a -> a.minutes).orElse(null);
    RowOutcome.Kind kind =
        before == null
            ? RowOutcome.Kind.NEW
            : before == after ? RowOutcome.Kind.SAME : RowOutcome.Kind.CHANGED;
    String later =
        person == null || after == 0 ? null : rollCall.beginsLater(session, person).orElse(null);
    String earlier =
        known
            .flatMap(a -> EarlierList.of(session.span(), a, listed))
            .map(EarlierList::inWords)
            .orElse(null);
    return new Participant(
        alias, name, person, certainty, stays, before, after, kind, later, earlier);
  }

  private static List<Presence.Piece> pieces(
      List<ParticipantList.Stay> stays, String provider, Instant now) {
    return stays.stream()
        .map(
            s ->
                new Presence.Piece(
                    s.from(),
                    s.to(),
                    Evidence.IMPORT,
                    now,
                    provider + ":" + s.from() + "/" + s.to()))
        .toList();
  }

  private void remember(EchoSession session, Participant participant) {
    ParticipantMatch match =
        ParticipantMatch.find(session.program, participant.alias())
            .orElseGet(ParticipantMatch::new);
    match.program = session.program;
    match.alias = participant.alias();
    match.person = participant.person();
    match.decidedBy = me.email();
    match.decidedAt = clock.instant();
    match.persist();
  }
}
