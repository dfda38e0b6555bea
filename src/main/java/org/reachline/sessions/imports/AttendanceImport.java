package org.reachline.sessions.imports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reachline.base.Audit;
import org.reachline.base.CurrentPerson;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadedTable;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.AttendanceInterval;
import org.reachline.sessions.AttendanceLedger;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.studies.Enrolment;

/**
 * Takes a participant list as evidence. First it shows who is meant and what would change; saving
 * the same list twice changes nothing, and the host's roll-call keeps its word.
 */
@ApplicationScoped
public class AttendanceImport {
  @Inject AttendanceLedger ledger;
  @Inject Audience audience;
  @Inject Audit audit;
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
   * @param alias mail address or comparable name
   * @param name name as the service showed it
   * @param person who it is or may be, or null
   * @param certainty how sure we are
   * @param stays the participant's stays
   * @param before minutes that count now, or null where nothing is known
   * @param after minutes that would count
   * @param kind what would become of the attendance
   */
  public record Participant(
      String alias,
      String name,
      Person person,
      Certainty certainty,
      List<ParticipantList.Stay> stays,
      Integer before,
      int after,
      RowOutcome.Kind kind) {
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
   */
  public record Preview(ParticipantList list, List<Participant> participants) {
    /** Whether everything can be read and everybody is known. */
    public boolean isReady() {
      return list.problems().isEmpty() && participants.stream().noneMatch(Participant::isOpen);
    }
  }

  private record Imported(String provider, String sha256, Map<String, Integer> minutes) {}

  /** Answer that a participant is nobody of ours. */
  public static final String NOBODY = "nobody";

  /**
   * What the list would do.
   *
   * @param answers alias to person's key, or {@link #NOBODY}; said just now
   */
  public Preview preview(
      EchoSession session, String text, ZoneId zone, Map<String, String> answers) {
    ParticipantList list = ParticipantList.read(text, zone, session.startsAt);
    Map<String, List<ParticipantList.Stay>> byAlias = new LinkedHashMap<>();
    list.stays().forEach(s -> byAlias.computeIfAbsent(s.alias(), a -> new ArrayList<>()).add(s));
    Map<String, List<Person>> byName = new TreeMap<>();
    for (Person person : candidates(session)) {
      byName.computeIfAbsent(Names.plain(person.name), n -> new ArrayList<>()).add(person);
    }
    List<Participant> participants = new ArrayList<>();
    byAlias.forEach(
        (alias, stays) -> participants.add(participant(session, alias, stays, byName, answers)));
    participants.sort(
        Comparator.comparing((Participant p) -> !p.isOpen()).thenComparing(Participant::name));
    return new Preview(list, participants);
  }

  /**
   * Writes the list down.
   *
   * @return how many people's attendance was written; nothing is if the preview is not ready
   */
  @Transactional
  public Optional<Integer> save(
      EchoSession session, String text, ZoneId zone, Map<String, String> answers) {
    Preview preview = preview(session, text, zone, answers);
    if (!preview.isReady()) {
      return Optional.empty();
    }
    Map<String, Integer> minutes = new TreeMap<>();
    String provider = preview.list().provider().orElseThrow().name();
    for (Participant participant : preview.participants()) {
      if (participant.certainty() == Certainty.CHOSEN || answers.containsKey(participant.alias())) {
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
    Imported imported = new Imported(provider, UploadedTable.sha256(text), minutes);
    audit.record("attendance.imported", "echo_session:" + session.id, null, null, imported, null);
    return Optional.of(minutes.size());
  }

  /** People who may be meant: everybody with a part at a site of the study, by name. */
  public List<Person> candidates(EchoSession session) {
    Map<Long, Person> people = new LinkedHashMap<>();
    audience.expected(session).forEach(e -> people.put(e.person().id, e.person()));
    for (Enrolment enrolment : Enrolment.listForStudy(session.program.study)) {
      enrolment.members.forEach(
          site ->
              Affiliation.listForSite(site)
                  .forEach(a -> people.putIfAbsent(a.person.id, a.person)));
    }
    return people.values().stream()
        .sorted(Comparator.comparing((Person p) -> p.name).thenComparing(p -> p.email))
        .toList();
  }

  private Participant participant(
      EchoSession session,
      String alias,
      List<ParticipantList.Stay> stays,
      Map<String, List<Person>> byName,
      Map<String, String> answers) {
    String name = stays.get(0).name();
    String answer = answers.get(alias);
    Optional<Person> byMail = Person.findByEmail(stays.get(0).email());
    Optional<ParticipantMatch> remembered = ParticipantMatch.find(session.program, alias);
    List<Person> fitting = byName.getOrDefault(Names.plain(name), List.of());
    Person person;
    Certainty certainty;
    if (NOBODY.equals(answer)) {
      person = null;
      certainty = Certainty.NOBODY;
    } else if (answer != null && chosen(session, answer).isPresent()) {
      person = chosen(session, answer).get();
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
    return outcome(session, alias, name, person, certainty, stays);
  }

  private Optional<Person> chosen(EchoSession session, String answer) {
    return candidates(session).stream().filter(p -> p.id.toString().equals(answer)).findFirst();
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
    pieces.addAll(pieces(stays, "", clock.instant()));
    int after = Presence.of(session.span(), pieces).minutes();
    Integer before = known.map(a -> a.minutes).orElse(null);
    RowOutcome.Kind kind =
        before == null
            ? RowOutcome.Kind.NEW
            : before == after ? RowOutcome.Kind.SAME : RowOutcome.Kind.CHANGED;
    return new Participant(alias, name, person, certainty, stays, before, after, kind);
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
