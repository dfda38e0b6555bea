package org.reachline.sessions;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusMock;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.reachline.TrialBuilder;
import org.reachline.base.Role;
import org.reachline.people.Person;
import org.reachline.protocol.strategy.AgendaKind;
import org.reachline.studies.Study;

/**
 * A trial with a calendar of ECHO sessions: Dane is offered ECHO and staffed by the demo clinician,
 * with a colleague who prescribes too and a sponsor who does not; Rock is not offered ECHO and
 * staffed by the demo outsider. Sessions are on second Tuesdays of 2026 at noon in Chicago.
 */
public record EchoTrial(TrialBuilder.Trial trial, List<Long> sessions) {
  public static final String COLLEAGUE = "prescriber.two@dane.example";
  public static final String SPONSOR = "sponsor@dane.example";

  /** Start of the first session: 13 January 2026, 12:00 CST. */
  public static final Instant FIRST = Instant.parse("2026-01-13T18:00:00Z");

  public static EchoTrial planned() {
    TrialBuilder.Trial trial =
        dane()
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(LocalDate.of(2026, 1, 5))
            .allocatedTo("HIGH")
            .withPart(TrialBuilder.OUTSIDER, "prescriber")
            .save();
    return of(trial);
  }

  /** A trial of one's own with the calendar that follows from its file. */
  public static EchoTrial of(TrialBuilder.Trial trial) {
    List<Long> sessions = planned(trial.slug());
    runByTheHub(trial.slug());
    return new EchoTrial(trial, sessions);
  }

  /** Gives every programme of a study to the hub persona. */
  public static void runByTheHub(String slug) {
    runBy(slug, TrialBuilder.HUB);
  }

  /** Sets up the programmes of a study, without a session, and gives them to the hub persona. */
  public static TrialBuilder.Trial hosted(TrialBuilder.Trial trial) {
    return hosted(trial, TrialBuilder.HUB);
  }

  /** The same for somebody else, who gets a record if there is none. */
  public static TrialBuilder.Trial hosted(TrialBuilder.Trial trial, String email) {
    SessionPlanner planner = Arc.container().instance(SessionPlanner.class).get();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Study study = Study.getBySlug(trial.slug());
              planner.echoStrategies(study).forEach(strategy -> planner.setUp(study, strategy));
            });
    runBy(trial.slug(), email);
    return trial;
  }

  private static void runBy(String slug, String email) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Person person =
                  Person.findByEmail(email)
                      .orElseGet(
                          () -> {
                            Person hub = new Person();
                            hub.email = email;
                            hub.name = email;
                            hub.zone = "America/Chicago";
                            hub.roles.add(Role.HUB);
                            hub.persist();
                            return hub;
                          });
              // As it was from the start: giving it on its page would count as a change.
              Person.getEntityManager()
                  .createNativeQuery(
                      "insert into echo_program_team select p.id, ?1 from echo_program p"
                          + " join study s on s.id = p.study_id where s.slug = ?2"
                          + " on conflict do nothing")
                  .setParameter(1, person.id)
                  .setParameter(2, slug)
                  .executeUpdate();
            });
  }

  /** With Dane alone: the demo outsider stays without a site. */
  public static EchoTrial plannedForDane() {
    TrialBuilder.Trial trial = dane().save();
    return new EchoTrial(trial, planned(trial.slug()));
  }

  private static TrialBuilder dane() {
    return TrialBuilder.aTrial("jail-moud-coaching-echo")
        .withSite("WI-DANE", "Dane County Jail")
        .startedOn(LocalDate.of(2026, 1, 5))
        .allocatedTo("LOW-ECHO")
        .staffed()
        .coached()
        .withPart(COLLEAGUE, "prescriber")
        .withPart(SPONSOR, "executive_sponsor");
  }

  private static List<Long> planned(String slug) {
    SessionPlanner planner = Arc.container().instance(SessionPlanner.class).get();
    // The trail asks who plans; some tests make their trial before there is a request.
    ManagedContext request = Arc.container().requestContext();
    boolean own = !request.isActive();
    if (own) {
      request.activate();
    }
    try {
      return QuarkusTransaction.requiringNew()
          .call(() -> planner.plan(Study.getBySlug(slug)).stream().map(s -> s.id).toList());
    } finally {
      if (own) {
        request.terminate();
      }
    }
  }

  /** Stops the service's clock. */
  public static void at(Instant now) {
    QuarkusMock.installMockForType(Clock.fixed(now, ZoneOffset.UTC), Clock.class);
  }

  /** Asks the clinician of Dane to give the first session's talk and to present its first case. */
  public void presentedByMara() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Person mara = Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow();
              EchoSession session = EchoSession.findById(sessions.get(0));
              session.didacticPresenter = mara.name;
              session.didacticPresenterId = mara.id;
              AgendaItem first =
                  session.agenda.stream()
                      .filter(item -> item.kind == AgendaKind.CASE)
                      .findFirst()
                      .orElseThrow();
              first.presenter = mara.name;
              first.presenterId = mara.id;
            });
  }

  /** Address of the first session's page. */
  public String first() {
    return path(0);
  }

  public String path(int index) {
    return trial.path() + "/sessions/" + sessions.get(index);
  }

  public String api(int index) {
    return "/api" + path(index);
  }

  /** The join page of a person for a session. */
  public String joinPath(int index, String email) {
    JoinLinks links = Arc.container().instance(JoinLinks.class).get();
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                links.path(
                    EchoSession.findById(sessions.get(index)),
                    Person.findByEmail(email).orElseThrow()));
  }

  /** Minutes and evidence of a person, or null if nothing is known. */
  public String attendance(int index, String email) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                Attendance.find(
                        EchoSession.findById(sessions.get(index)),
                        Person.findByEmail(email).orElseThrow())
                    .map(a -> a.minutes + " " + a.evidence + (a.marked ? " marked" : ""))
                    .orElse(null));
  }
}
