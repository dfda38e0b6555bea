package org.reachline.sessions;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.OptimisticLock;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditedEntity;
import org.reachline.people.Person;
import org.reachline.protocol.strategy.AgendaKind;
import org.reachline.studies.Study;

/**
 * One videoconference of a programme. It guards its own state: planned, then open, then held, and
 * open again if it was closed by mistake; or cancelled with a reason before it was held.
 */
@Entity
@Table(name = "echo_session")
public class EchoSession extends AuditedEntity {
  /** The series it belongs to. */
  @ManyToOne(optional = false)
  public EchoProgram program;

  /** 1, 2, 3 ... within the programme; never given twice. */
  @Column(nullable = false, updatable = false)
  public int number;

  /** The start that the programme's rule gave it, kept when it is moved; null for an extra one. */
  @Column(name = "recurrence_at", updatable = false)
  public Instant recurrenceAt;

  /** When it begins. */
  @Column(name = "starts_at", nullable = false)
  public Instant startsAt;

  /** How long it is planned to last, in minutes. */
  @Column(name = "duration_minutes", nullable = false)
  public int durationMinutes;

  /** Where it stands; only the methods of this class change it. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  SessionState state = SessionState.PLANNED;

  /** Title of the talk, or null while open. */
  @Column(name = "didactic_title")
  public String didacticTitle;

  /** Who gives the talk, or null while open. */
  @Column(name = "didactic_presenter")
  public String didacticPresenter;

  /** Key of the person who gives it, or null for somebody from outside. */
  @Column(name = "didactic_presenter_id")
  public Long didacticPresenterId;

  /** Stretches of the session, in order. */
  @ElementCollection
  @CollectionTable(name = "echo_session_agenda", joinColumns = @JoinColumn(name = "session_id"))
  @OrderColumn(name = "position")
  public List<AgendaItem> agenda = new ArrayList<>();

  /** Address of the video room if it differs from the programme's, else null. */
  @Column(name = "room_url")
  public String roomUrl;

  /** When the host started it, or null. */
  @Column(name = "opened_at")
  Instant openedAt;

  /** When the host closed it, or null. */
  @Column(name = "closed_at")
  public Instant closedAt;

  /**
   * Until when it went on after it was closed, as a roll-call says that was taken since; null if no
   * roll-call says more than the closing. Follows from the roll-calls, so it is no change that a
   * second editor would have to know of.
   */
  @OptimisticLock(excluded = true)
  @Column(name = "went_on_until")
  public Instant wentOnUntil;

  /** When it was cancelled, or null. */
  @Column(name = "cancelled_at")
  Instant cancelledAt;

  /** Why it was cancelled, or null. */
  @Column(name = "cancel_reason")
  String cancelReason;

  /** The revision that calendars were told (SEQUENCE of RFC 5545); rises, never falls. */
  @Column(nullable = false)
  public int sequence;

  /** The facts that calendars were told, or null while nobody was invited. */
  @Column(name = "published_as")
  public String publishedAs;

  /** Subject of its lines in the audit trail. */
  @Override
  public String subject() {
    return "echo_session:" + id;
  }

  /** What else is on its trail, such as who attended, changes nothing that an editor works on. */
  @Override
  public String changingActs() {
    return "session.";
  }

  @Override
  public String label(String property) {
    return SessionFacts.SHEET.label(property);
  }

  /** What hosts say of it. */
  public SessionFacts facts() {
    return new SessionFacts(didacticTitle, didacticPresenter, roomUrl);
  }

  /** Lets it be as these facts say; the programme's room, said again, is no room of its own. */
  public void say(SessionFacts facts) {
    didacticTitle = facts.didacticTitle();
    didacticPresenter = facts.didacticPresenter();
    boolean same = roomUrl == null && Objects.equals(facts.roomUrl(), program.roomUrl);
    roomUrl = same ? null : facts.roomUrl();
  }

  /** Hosts know each other by name. */
  @Override
  public String whoIs(String email) {
    return Person.nameOf(email);
  }

  /** Where it stands. */
  public SessionState state() {
    return state;
  }

  /** When the host started it, or null. */
  public Instant openedAt() {
    return openedAt;
  }

  /** When the host closed it, or null. */
  public Instant closedAt() {
    return closedAt;
  }

  /** When it was cancelled, or null. */
  public Instant cancelledAt() {
    return cancelledAt;
  }

  /** Why it was cancelled, or null. */
  public String cancelReason() {
    return cancelReason;
  }

  /** When it ends by plan. */
  public Instant endsAt() {
    return startsAt.plus(Duration.ofMinutes(durationMinutes));
  }

  /** From when on the room lets people in. */
  public Instant doorsOpenAt() {
    return startsAt.minus(Duration.ofMinutes(program.opensBeforeMinutes));
  }

  /** Whether people may go in now: from the doors' opening to the end, unless cancelled. */
  public boolean admitsAt(Instant now) {
    return state != SessionState.CANCELLED
        && closedAt == null
        && !now.isBefore(doorsOpenAt())
        && now.isBefore(endsAt());
  }

  /** The room's address: its own, else the programme's, else empty. */
  public Optional<String> room() {
    return Optional.ofNullable(roomUrl == null ? program.roomUrl : roomUrl);
  }

  /** Whether the host may record: our own server provides the room, and the programme allows it. */
  public boolean recorded() {
    return roomUrl == null && program.roomKind == RoomKind.BIGBLUEBUTTON && program.recordSessions;
  }

  /**
   * The stretch of time in which attendance counts: the plan, cut where the host closed early,
   * unless a roll-call said since that it had gone on.
   */
  public Span span() {
    Instant end = endsAt();
    if (closedAt != null) {
      end = earlier(end, wentOnUntil == null ? closedAt : later(closedAt, wentOnUntil));
    }
    return new Span(startsAt, later(startsAt, end));
  }

  /** A roll-call taken after the closing says that it went on at least so long. */
  public void wentOnUntil(Instant until) {
    if (closedAt != null && until.isAfter(span().to())) {
      wentOnUntil = until;
    }
  }

  /** For how long it was held, in minutes; while it is not closed, for how long it is planned. */
  public int heldMinutes() {
    Span span = span();
    return (int) Duration.between(span.from(), span.to()).plusSeconds(30).toMinutes();
  }

  /** Whether it was closed so early that less time counts than was planned. */
  public boolean isCut() {
    return heldMinutes() < durationMinutes;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** How many cases the agenda has room for. */
  public int caseSlots() {
    return (int) agenda.stream().filter(item -> item.kind == AgendaKind.CASE).count();
  }

  /**
   * The host starts it.
   *
   * @throws Refusal.Conflict if it is not planned any more, or its doors are not open yet
   */
  public void open(Instant now) {
    if (state != SessionState.PLANNED) {
      throw refused("started");
    }
    if (now.isBefore(doorsOpenAt())) {
      throw new Refusal.Conflict(
          "This session cannot be started yet: its doors open "
              + program.opensBeforeMinutes
              + " minutes before it begins.");
    }
    state = SessionState.OPEN;
    openedAt = now;
  }

  /**
   * The host closes it, or says afterwards that it took place.
   *
   * @throws Refusal.Conflict if it is cancelled, held already or has not begun
   */
  public void close(Instant now) {
    requireClosable(now);
    state = SessionState.HELD;
    closedAt = now;
  }

  /** Passes a session that can be closed now. @throws Refusal.Conflict otherwise */
  public void requireClosable(Instant now) {
    if (state == SessionState.HELD || state == SessionState.CANCELLED) {
      throw refused("closed");
    }
    if (now.isBefore(startsAt)) {
      throw new Refusal.Conflict("This session cannot be closed: it has not begun.");
    }
  }

  /**
   * It was closed by mistake or too early: it counts as held only once it is closed again, and its
   * length is no longer cut.
   *
   * @throws Refusal.Conflict if it was not closed
   */
  public void reopen(Instant now) {
    requireClosed();
    state = SessionState.OPEN;
    openedAt = openedAt == null ? now : openedAt;
    closedAt = null;
    wentOnUntil = null;
  }

  /** Passes a session that was closed. @throws Refusal.Conflict otherwise */
  public void requireClosed() {
    if (state != SessionState.HELD) {
      throw refused("opened again");
    }
  }

  /**
   * It begins at another time. Its place in the series stays.
   *
   * @throws Refusal.Conflict if it has begun, was held or is cancelled
   */
  public void move(Instant newStart, Instant now) {
    requireMovable(now);
    startsAt = newStart;
  }

  /** Passes a session that can be moved. @throws Refusal.Conflict otherwise */
  public void requireMovable(Instant now) {
    if (state != SessionState.PLANNED) {
      throw refused("moved");
    }
    if (!now.isBefore(startsAt)) {
      throw new Refusal.Conflict("This session cannot be moved: it is under way or over.");
    }
  }

  /**
   * It does not take place.
   *
   * @param reason why, in words for everybody who was expected
   * @throws Refusal.Conflict if it was held or cancelled already
   */
  public void cancel(String reason, Instant now) {
    requireCancellable();
    state = SessionState.CANCELLED;
    cancelReason = reason;
    cancelledAt = now;
  }

  /** Passes a session that can be cancelled. @throws Refusal.Conflict otherwise */
  public void requireCancellable() {
    if (state == SessionState.HELD || state == SessionState.CANCELLED) {
      throw refused("cancelled");
    }
  }

  /** What its state forbids; who brought it into that state stands in the trail. */
  private Refusal.Conflict refused(String participle) {
    return new Refusal.Conflict(
        "This session cannot be " + participle + ": it is " + inWords() + ".",
        subject(),
        state.act());
  }

  private String inWords() {
    return switch (state) {
      case PLANNED -> "planned";
      case OPEN -> "open already";
      case HELD -> "held already";
      case CANCELLED -> "cancelled";
    };
  }

  /** Sessions of a programme, by start. */
  public static List<EchoSession> listForProgram(EchoProgram program) {
    return list(
        "from EchoSession s join fetch s.program where s.program = ?1 order by s.startsAt,"
            + " s.number",
        program);
  }

  /** Sessions of all programmes of a study, by start. */
  public static List<EchoSession> listForStudy(Study study) {
    return list(
        "from EchoSession s join fetch s.program p where p.study = ?1 order by s.startsAt, s.ordinal",
        study);
  }

  /**
   * Sessions of some programmes that were neither held nor cancelled, by start, to be asked for
   * page by page.
   *
   * @param from start of the earliest
   * @param until the start is before
   */
  public static PanacheQuery<EchoSession> findOpen(
      Collection<EchoProgram> programs, Instant from, Instant until) {
    return find(
        "from EchoSession s join fetch s.program p where p in ?1 and s.state not in ?2 and"
            + " s.startsAt >= ?3 and s.startsAt < ?4 order by s.startsAt, s.ordinal",
        programs,
        List.of(SessionState.CANCELLED, SessionState.HELD),
        from,
        until);
  }

  /** The session of this key in a study. @throws Refusal.NotFound if there is none */
  public static EchoSession get(Study study, long id) {
    return find(
            "from EchoSession s join fetch s.program p where p.study = ?1 and s.id = ?2", study, id)
        .<EchoSession>firstResultOptional()
        .orElseThrow(Refusal.NotFound::new);
  }
}
