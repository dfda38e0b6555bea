package org.reachline.sessions.calendar;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;

/** One's own calendar: the feed, reminders, invitations and one's answers, as JSON. */
@Path("/api/my-calendar")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "My calendar")
class MyCalendarApi {
  @Inject CurrentPerson me;
  @Inject FeedLinks feeds;
  @Inject Audience audience;
  @Inject Clock clock;

  /**
   * How the calendar is set.
   *
   * @param feed secret address of the feed, or null while it is off
   * @param reminders whether reminders come by mail
   */
  public record MyCalendar(String feed, boolean reminders) {}

  /** Whether reminders are wanted. */
  public record Wanted(@NotNull Boolean reminders) {}

  /** An answer: accepted, declined or tentative. */
  public record Answer(@NotBlank String answer) {}

  /**
   * What one was asked for.
   *
   * @param session key of the session
   * @param study slug of the study
   * @param program name of the programme, or null where one is not expected any more
   * @param number number within the programme
   * @param startsAt start, UTC
   * @param withdrawn whether it was taken back or cancelled
   * @param answer accepted, declined, tentative, or null
   */
  public record MyInvitation(
      long session,
      String study,
      String program,
      int number,
      Instant startsAt,
      boolean withdrawn,
      String answer) {
    static MyInvitation of(Invitation i, boolean expected) {
      return new MyInvitation(
          i.session.id,
          i.session.program.study.slug,
          expected ? i.session.program.name : null,
          i.session.number,
          i.session.startsAt,
          i.withdrawn,
          i.answer == null ? null : i.answer.name().toLowerCase(Locale.ROOT));
    }
  }

  /** How it is set. */
  @GET
  @Operation(summary = "Your feed's secret address, and whether you are reminded by mail")
  public MyCalendar show() {
    Person person = person();
    return new MyCalendar(feeds.url(person).orElse(null), !ReminderStop.isSetBy(person));
  }

  /** Switches reminders by mail on or off. */
  @PUT
  @Path("reminders")
  @Consumes(MediaType.APPLICATION_JSON)
  @Transactional
  @Operation(summary = "Switch reminders by mail on or off, for yourself")
  public MyCalendar remind(@NotNull @Valid Wanted wanted) {
    ReminderStop.set(person(), !wanted.reminders());
    return show();
  }

  /** Switches the feed on, or gives it a new link; the old one is useless then. */
  @POST
  @Path("feed")
  @Transactional
  @Operation(summary = "Switch your feed on, or give it a new address; an older one is useless")
  public MyCalendar renew() {
    feeds.change(person(), true);
    return show();
  }

  /** Switches the feed off. */
  @DELETE
  @Path("feed")
  @Transactional
  @Operation(summary = "Switch your feed off")
  public MyCalendar off() {
    feeds.change(person(), false);
    return show();
  }

  /** What one was asked for. */
  @GET
  @Path("invitations")
  @Operation(summary = "Sessions that you were invited to, by start, and your answers")
  public List<MyInvitation> invitations(
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    List<Invitation> told = Paging.slice(Invitation.findForPerson(person()), offset, limit);
    Set<Long> mine = audience.expecting(me.id(), told.stream().map(i -> i.session).toList());
    return told.stream().map(i -> MyInvitation.of(i, mine.contains(i.session.id))).toList();
  }

  /** Answers an invitation; a later answer takes its place. */
  @PUT
  @Path("invitations/{session:\\d+}/answer")
  @Consumes(MediaType.APPLICATION_JSON)
  @Transactional
  @Operation(summary = "Say whether you will come; 409 once the session is over or taken back")
  public MyInvitation answer(@PathParam("session") long session, @NotNull @Valid Answer answer) {
    EchoSession asked = EchoSession.findById(session);
    Invitation invitation =
        (asked == null ? Optional.<Invitation>empty() : Invitation.find(asked, person()))
            .orElseThrow(Refusal.NotFound::new);
    Problems problems = new Problems();
    Invitation.Answer given = problems.choice("answer", answer.answer(), Invitation.Answer.class);
    problems.throwIfAny();
    invitation.give(given, clock.instant());
    boolean mine = !audience.expecting(me.id(), List.of(asked)).isEmpty();
    return MyInvitation.of(invitation, mine);
  }

  private Person person() {
    return Person.findById(me.id());
  }
}
