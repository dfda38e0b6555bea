package org.reachline.sessions.hosting;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Evidence;
import org.reachline.sessions.Presence;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.SessionState;
import org.reachline.studies.Study;

/** The host's list: who was there, for how many minutes, and how we know. */
@Path("/studies/{slug}/sessions/{id:\\d+}/roll-call")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
class RollCallPage {
  @Inject CurrentPerson me;
  @Inject SessionAccess access;
  @Inject RollCall rollCall;
  @Inject Clock clock;

  /**
   * One row of the list.
   *
   * @param line the person and what is known
   * @param minutes what stands in the box
   * @param reason what stands in the reason's box
   * @param problem what is wrong with the minutes, or null
   * @param reasonProblem what is wrong with the reason, or null
   * @param later that the person's place begins after the session, or null
   * @param withoutSite whether the minutes are meant to count for no site
   * @param offers what the evidence says, where it disagrees: each can be taken by one press
   */
  public record Row(
      SessionAccess.Line line,
      String minutes,
      String reason,
      String problem,
      String reasonProblem,
      String later,
      boolean withoutSite,
      List<Offer> offers) {}

  /**
   * A number that one press makes the roll-call's.
   *
   * @param key kind of evidence, or {@link #COUNTED}
   * @param label in words
   * @param minutes the number
   */
  public record Offer(String key, String label, int minutes) {}

  private static final String COUNTED = "COUNTED";

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(
        EchoSession session,
        List<Row> rows,
        RollCallForm form,
        Problems problems,
        int most,
        boolean begun,
        String overtaken);
  }

  /** The list. */
  @GET
  public Response list(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return Page.show(render(session, new RollCallForm(), new Problems(), null));
  }

  /** Writes down what the host says. */
  @POST
  @Transactional
  public Response save(
      @PathParam("slug") String slug, @PathParam("id") long id, @BeanParam RollCallForm form) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    rollCall.requireBegun(session);
    Problems problems = new Problems();
    List<String> overtaken = new ArrayList<>();
    List<RollCall.Entry> entries = new ArrayList<>();
    rollCall.oneAtATime(session);
    for (RollCallForm.TypedRow row : form.rows()) {
      read(session, taking(session, row, problems), problems, overtaken).ifPresent(entries::add);
    }
    readAdded(session, form, problems).ifPresent(entries::add);
    if (!overtaken.isEmpty()) {
      String others = String.join(" ", overtaken);
      return Page.conflict(render(session, form, problems, others));
    }
    if (problems.any()) {
      return Page.refuse(render(session, form, problems, null));
    }
    int changed = rollCall.save(session, entries);
    return Page.seeOther(
        SessionPage.path(session) + "/roll-call",
        changed == 0
            ? "Nothing was changed."
            : "The roll-call was saved for " + changed + (changed == 1 ? " person." : " people."));
  }

  /** The row with the number of the evidence that was pressed, if one was. */
  private RollCallForm.TypedRow taking(
      EchoSession session, RollCallForm.TypedRow row, Problems problems) {
    if (row.taken() == null) {
      return row;
    }
    Person person = Person.findById(row.personId());
    Optional<Offer> offer =
        person == null
            ? Optional.empty()
            : Attendance.find(session, person).stream()
                .flatMap(known -> offers(known).stream())
                .filter(o -> o.key().equals(row.taken()))
                .findFirst();
    if (offer.isEmpty()) {
      problems.add(
          "minutes-" + row.personId(), "What you pressed is not known any more. Look again.");
      return row;
    }
    String why = "As seen: " + offer.get().label();
    return row.taking(Integer.toString(offer.get().minutes()), why);
  }

  /** The numbers to choose from, best evidence first; each number once. */
  private static List<Offer> offers(Attendance known) {
    Presence presence = known.presence();
    List<Offer> offers = new ArrayList<>();
    presence
        .minutesBy()
        .forEach(
            (kind, minutes) ->
                offers.add(
                    new Offer(
                        kind.name(),
                        kind == Evidence.HEARTBEAT && presence.silentMinutes() > 0
                            ? "Live page, while it was heard"
                            : kind.label(),
                        minutes)));
    if (offers.stream().noneMatch(o -> o.minutes() == known.minutes)) {
      offers.add(new Offer(COUNTED, "All of it together", known.minutes));
    }
    return offers;
  }

  private Optional<RollCall.Entry> read(
      EchoSession session, RollCallForm.TypedRow row, Problems problems, List<String> overtaken) {
    if (row.isUntouched()) {
      return Optional.empty();
    }
    Person person = Person.findById(row.personId());
    if (person == null) {
      problems.add("", "The list came back damaged. Open the page again.");
      return Optional.empty();
    }
    String field = "minutes-" + person.id;
    Problems own = new Problems();
    Integer minutes = own.integer(field, row.minutes(), 0, RollCall.most(session));
    String reason = own.optionalLine("reason-" + person.id, row.reason(), 500);
    // Above the list of forty people nobody sees which row is meant.
    own.list().forEach(p -> problems.add(p.field(), person.name + ": " + p.message()));
    Optional<Attendance> known = Attendance.find(session, person);
    String now = known.map(a -> Integer.toString(a.minutes)).orElse("");
    if (!now.equals(row.shown())) {
      String who =
          known
              .map(a -> a.intervals.get(a.intervals.size() - 1).recordedBy)
              .flatMap(Person::findByEmail)
              .map(p -> p.name)
              .orElse("somebody else");
      overtaken.add("For " + person.name + " " + who + " meanwhile recorded " + now + " minutes.");
      return Optional.empty();
    }
    if (minutes == null) {
      return Optional.empty();
    }
    RollCall.Entry entry =
        new RollCall.Entry(person, minutes, reason, row.taken() != null, row.withoutSite());
    rollCall.check(session, entry, problems, field, "reason-" + person.id);
    return Optional.of(entry);
  }

  private Optional<RollCall.Entry> readAdded(
      EchoSession session, RollCallForm form, Problems problems) {
    if (form.isNobodyAdded()) {
      return Optional.empty();
    }
    String email = problems.line("addEmail", form.addEmail, 200);
    Integer minutes = problems.integer("addMinutes", form.addMinutes, 0, RollCall.most(session));
    Optional<Person> person = email == null ? Optional.empty() : Person.findByEmail(email);
    if (email != null && person.isEmpty()) {
      problems.add("addEmail", "Nobody here has this mail address. A coordinator can invite them.");
    }
    if (person.isEmpty() || minutes == null) {
      return Optional.empty();
    }
    boolean withoutSite = form.isWithoutSite("added");
    RollCall.Entry entry = new RollCall.Entry(person.get(), minutes, null, false, withoutSite);
    if (Attendance.find(session, person.get()).isPresent()) {
      problems.add(
          "addEmail", person.get().name + " is on the list already. Change the row there.");
    } else {
      rollCall.check(session, entry, problems, "addMinutes", "addMinutes");
    }
    return Optional.of(entry);
  }

  private TemplateInstance render(
      EchoSession session, RollCallForm form, Problems problems, String overtaken) {
    List<Row> rows = new ArrayList<>();
    for (SessionAccess.Line line : access.lines(session)) {
      RollCallForm.TypedRow typed = form.find(line.person().id);
      String known = line.isRecorded() ? Integer.toString(line.minutes()) : "";
      rows.add(
          new Row(
              line,
              typed == null || typed.isUntouched() ? known : typed.minutes(),
              typed == null ? "" : typed.reason(),
              problems.of("minutes-" + line.person().id),
              problems.of("reason-" + line.person().id),
              line.site() == null
                  ? rollCall.beginsLater(session, line.person()).orElse(null)
                  : null,
              typed != null && typed.withoutSite(),
              line.isDisagrees() ? offers(line.attendance()) : List.of()));
    }
    boolean begun =
        session.state() != SessionState.CANCELLED
            && !clock.instant().isBefore(session.doorsOpenAt());
    return Templates.list(session, rows, form, problems, RollCall.most(session), begun, overtaken);
  }
}
