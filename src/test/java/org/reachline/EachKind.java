package org.reachline;

import io.quarkus.arc.Arc;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.activities.Activity;
import org.reachline.activities.ActivityFacts;
import org.reachline.coaching.TestContacts;
import org.reachline.coaching.booking.Booking;
import org.reachline.coaching.booking.CoachingSlot;
import org.reachline.coaching.contacts.DeliveredMode;
import org.reachline.people.Person;
import org.reachline.projects.ChangeProject;
import org.reachline.projects.CycleFacts;
import org.reachline.projects.PdsaCycle;
import org.reachline.projects.ProjectFacts;
import org.reachline.projects.WalkFacts;
import org.reachline.projects.WalkThrough;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.materials.Material;
import org.reachline.studies.Enrolment;

/** Something of each kind that a trial may hold, so that every address leads somewhere. */
final class EachKind {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 9);

  private final Map<String, String> keys = new LinkedHashMap<>();

  /**
   * Makes it, in the caller's transaction.
   *
   * @return patterns of parameters in addresses, each with what stands for it
   */
  static Map<String, String> in(EchoTrial trial) {
    return new EachKind(trial).keys;
  }

  private EachKind(EchoTrial trial) {
    JoinLinks links = Arc.container().instance(JoinLinks.class).get();
    Enrolment unit = Enrolment.findById(trial.trial().enrolment("WI-DANE").id);
    Person clinician = Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow();
    EchoSession session = EchoSession.findById(trial.sessions().get(0));
    key(
        "(?<=/contacts/)\\{id\\}",
        TestContacts.held(trial.trial(), "WI-DANE", "monthly_call@1", DAY, 45).id);
    // More than its arm plans: a flag.
    TestContacts.held(trial.trial(), "WI-DANE", null, DAY.plusDays(1), 400);
    CoachingSlot slot = new CoachingSlot();
    slot.study = unit.study;
    slot.coach = Person.findByEmail(TrialBuilder.COACH).orElseThrow();
    slot.startsAt = EchoTrial.FIRST.plus(Duration.ofDays(9));
    slot.minutes = 45;
    slot.mode = DeliveredMode.VIDEO;
    slot.offeredAt = EchoTrial.FIRST;
    slot.persist();
    Booking booking = new Booking();
    booking.slot = slot;
    booking.enrolment = unit;
    booking.site = unit.unit;
    booking.person = clinician;
    booking.strategy = "coaching";
    booking.bookedAt = EchoTrial.FIRST;
    booking.bookedBy = clinician.email;
    booking.persist();
    key("(?<=/bookings/)\\{id\\}", booking.id);
    ChangeProject project = new ChangeProject();
    project.study = unit.study;
    project.enrolment = unit;
    project.site = unit.unit;
    project.facts =
        new ProjectFacts(
            "Ask in private",
            "Find more",
            "Everyone booked",
            "Intake",
            "Booking",
            "new_bup",
            null,
            null,
            BigDecimal.TEN,
            DAY,
            DAY.plusMonths(2),
            "Sheriff",
            "Nurse",
            null,
            null,
            null);
    project.enter(clinician.email, EchoTrial.FIRST);
    project.persist();
    key("(?<=/projects/)\\{id\\}", project.id);
    PdsaCycle cycle = new PdsaCycle();
    cycle.project = project;
    cycle.number = 1;
    cycle.facts =
        CycleFacts.SHEET.make(
            Map.of("change", "One night", "plan", "The nurse asks", "startsOn", DAY));
    cycle.persist();
    WalkThrough walk = new WalkThrough();
    walk.study = unit.study;
    walk.enrolment = unit;
    walk.site = unit.unit;
    walk.facts =
        WalkFacts.SHEET.make(
            Map.of("walkedOn", DAY, "playedPerson", "Sergeant", "notes", List.of()));
    walk.enter(clinician.email, EchoTrial.FIRST);
    walk.persist();
    key("(?<=/walk-throughs/)\\{id\\}", walk.id);
    Activity activity = new Activity();
    activity.study = unit.study;
    activity.studyVersion = unit.study.current;
    activity.enrolment = unit;
    activity.site = unit.unit;
    activity.facts =
        ActivityFacts.SHEET.make(
            Map.of(
                "strategy",
                "coaching",
                "day",
                DAY,
                "minutes",
                90,
                "part",
                "trainer",
                "people",
                4,
                "generation",
                1,
                "actor",
                "Trainer",
                "action",
                "Trains"));
    activity.enter(TrialBuilder.COACH, EchoTrial.FIRST);
    activity.persist();
    key("(?<=/activities/\\{code\\}/)\\{id\\}", activity.id);
    Material material = new Material();
    material.session = session;
    material.title = "Guideline";
    material.url = "https://guideline.example/moud";
    material.addedBy = clinician;
    material.addedAt = EchoTrial.FIRST;
    material.persist();
    key("\\{material[^/]*\\}", material.id);
    key("(?<=/people/)\\{id[^/]*\\}", clinician.id);
    key("(?<=/programs/)\\{id[^/]*\\}", session.program.id);
    key("(?<=sessions/)\\{(?:id|session)[^/]*\\}", session.id);
    keys.put("/join/\\{token\\}", links.path(session, clinician));
    keys.put("/answer/\\{token\\}", links.answerPath(session, clinician));
    keys.put("/after/\\{token\\}", links.afterPath(session, clinician));
    Person.getEntityManager()
        .createNativeQuery(
            "insert into calendar_feed (id, person_id, revision, active) values"
                + " (nextval('calendar_feed_seq'), ?1, 1, true) on conflict do nothing")
        .setParameter(1, clinician.id)
        .executeUpdate();
    keys.put(
        "/calendar/\\{token\\}",
        "/calendar/" + links.sign(JoinLinks.Purpose.FEED, new JoinLinks.Claim(0, clinician.id, 1)));
    keys.put("\\{slug\\}", trial.trial().slug());
    keys.put("\\{(code|site)\\}", trial.trial().code("WI-DANE"));
    keys.put("\\{(month|number)[^/]*\\}", "1");
    keys.put("\\{analysis\\}", "primary");
  }

  private void key(String pattern, long id) {
    keys.put(pattern, Long.toString(id));
  }
}
