package org.reachline;

import io.quarkus.arc.Arc;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.activities.Activity;
import org.reachline.activities.ActivityFacts;
import org.reachline.base.lists.Upload;
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
import org.reachline.reach.reports.SiteReport;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.EchoTrial;
import org.reachline.sessions.JoinLinks;
import org.reachline.sessions.attendance.AttendanceLedger;
import org.reachline.sessions.calendar.Invitation;
import org.reachline.sessions.materials.Material;
import org.reachline.studies.Enrolment;
import org.reachline.visits.VisitNote;

/** Something of each kind that a trial may hold, so that every address leads somewhere. */
final class EachKind {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 9);

  private static final String SESSION = "(?<=sessions/)\\{(?:id|session)[^/]*\\}";

  private final Map<String, String> keys = new LinkedHashMap<>();

  /**
   * Makes it, in the caller's transaction.
   *
   * @return patterns of parameters in addresses, each with what stands for it
   */
  static Map<String, String> in(EchoTrial trial) {
    return new EachKind(trial).keys;
  }

  /**
   * The addresses of another trial's first session, closed a minute ago with the clinician in it.
   * What it has no address for is as in {@code others}.
   */
  static Map<String, String> ofHeld(EchoTrial trial, Map<String, String> others) {
    EchoSession session = EchoSession.findById(trial.sessions().get(0));
    Person clinician = Person.findByEmail(TrialBuilder.CLINICIAN).orElseThrow();
    joins(session, clinician);
    session.close(EchoTrial.FIRST.plus(Duration.ofMinutes(4)));
    Map<String, String> keys = new LinkedHashMap<>(others);
    keys.put(SESSION, session.id.toString());
    keys.putAll(links(session, clinician));
    keys.put("\\{slug\\}", trial.trial().slug());
    return keys;
  }

  /** The addresses of a trial's second session, which is still to come. */
  static Map<String, String> ofPlanned(EchoTrial trial, Map<String, String> others) {
    Map<String, String> keys = new LinkedHashMap<>(others);
    keys.put(SESSION, trial.sessions().get(1).toString());
    return keys;
  }

  /** The addresses of an activity of a trial that delivers activities. */
  static Map<String, String> ofActivities(TrialBuilder.Trial trial, String site) {
    Map<String, String> keys = new LinkedHashMap<>();
    Enrolment unit = Enrolment.findById(trial.enrolment(site).id);
    keys.put(
        "(?<=/activities/\\{code\\}/)\\{id\\}", activity(unit, "train_the_trainer").toString());
    keys.put("\\{slug\\}", trial.slug());
    keys.put("\\{code\\}", trial.code(site));
    return keys;
  }

  private static void joins(EchoSession session, Person person) {
    Arc.container().instance(AttendanceLedger.class).get().joined(session, person);
  }

  private static Map<String, String> links(EchoSession session, Person person) {
    JoinLinks links = Arc.container().instance(JoinLinks.class).get();
    return Map.of(
        "/join/\\{token\\}", links.path(session, person),
        "/answer/\\{token\\}", links.answerPath(session, person),
        "/after/\\{token\\}", links.afterPath(session, person));
  }

  private static Long activity(Enrolment unit, String strategy) {
    Activity activity = new Activity();
    activity.study = unit.study;
    activity.studyVersion = unit.study.current;
    activity.enrolment = unit;
    activity.site = unit.unit;
    activity.facts =
        ActivityFacts.SHEET.make(
            Map.of(
                "strategy",
                strategy,
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
    return activity.id;
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
    key(
        "(?<=/visit-notes/\\{code\\}/)\\{id\\}",
        VisitNote.of(unit, EchoTrial.FIRST, clinician.email).id);
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
    Material material = new Material();
    material.session = session;
    material.title = "Guideline";
    material.fileName = "guideline.pdf";
    material.contentType = "application/pdf";
    material.bytes = 4;
    material.addedBy = clinician;
    material.addedAt = EchoTrial.FIRST;
    material.persist();
    Person.getEntityManager().flush();
    Person.getEntityManager()
        .createNativeQuery(
            "insert into session_material_file (material_id, content) values (?1, ?2)")
        .setParameter(1, material.id)
        .setParameter(2, "%PDF".getBytes(StandardCharsets.US_ASCII))
        .executeUpdate();
    key("\\{material[^/]*\\}", material.id);
    joins(session, clinician);
    Invitation invitation = new Invitation();
    invitation.session = session;
    invitation.person = clinician;
    invitation.uidDomain = "reachline.example";
    invitation.toldAs = "";
    invitation.persist();
    SiteReport report = new SiteReport();
    report.study = unit.study;
    report.studyVersion = unit.study.current;
    report.site = unit.unit;
    report.enrolment = unit;
    report.studyMonth = 1;
    report.periodFrom = unit.startedOn;
    report.periodTo = unit.startedOn.plusMonths(1).minusDays(1);
    report.fill(Map.of("adp", BigDecimal.TEN), Map.of(), clinician.email, EchoTrial.FIRST);
    report.persist();
    key("(?<=/uploads/)\\{id\\}", upload(clinician, unit.study.slug, session.startsAt));
    key("(?<=/people/)\\{id[^/]*\\}", clinician.id);
    key("(?<=/programs/)\\{id[^/]*\\}", session.program.id);
    key(SESSION, session.id);
    keys.putAll(links(session, clinician));
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

  /** The receipt of a list. */
  private static long upload(Person by, String study, Instant at) {
    Upload upload = new Upload();
    upload.kind = "contacts";
    upload.place = study;
    upload.title = "";
    upload.personId = by.id;
    upload.fileName = "calls.csv";
    upload.sha256 = "0".repeat(64);
    upload.task = Upload.Task.TAKE;
    upload.state = Upload.State.DONE;
    upload.sentAt = at;
    upload.endedAt = at;
    upload.persist();
    return upload.id;
  }

  private void key(String pattern, long id) {
    keys.put(pattern, Long.toString(id));
  }
}
