package org.reachline.coaching;

import static org.hamcrest.Matchers.endsWith;
import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.reachline.TrialBuilder;
import org.reachline.TrialBuilder.Trial;
import org.reachline.base.trail.AuditEntry;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.people.Person;
import org.reachline.personas.Csrf;

/** A unit in the high dose with a coach and a clinician, and the call that the coach logs. */
abstract class ContactPageFixture {
  static final LocalDate TODAY = LocalDate.now(ZoneId.of("America/Chicago"));
  static final LocalDate START = TODAY.minusMonths(3);
  static final String SECRET = "The sheriff is against it";

  Trial trial;
  String site;

  @BeforeEach
  void enrolDaneInTheHighDose() {
    trial =
        aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(START)
            .allocatedTo("HIGH")
            .coached()
            .staffed()
            .save();
    site = trial.path() + "/coaching/" + trial.code("WI-DANE");
  }

  static long coach() {
    return QuarkusTransaction.requiringNew()
        .call(() -> Person.findByEmail(TrialBuilder.COACH).orElseThrow().id);
  }

  /** What a coach sends after the call of month 2. */
  RequestSpecification call(String time) {
    return call("monthly_call@2", START.plusMonths(1).plusDays(3), time);
  }

  RequestSpecification call(String planned, LocalDate day, String time) {
    return Csrf.form()
        .formParam("site", trial.code("WI-DANE"))
        .formParam("planned", "coaching|" + planned)
        .formParam("outcome", "HELD")
        .formParam("day", day.toString())
        .formParam("time", time)
        .formParam("minutes", "55")
        .formParam("prep", "10")
        .formParam("mode", "VIDEO")
        .formParam("kind", "CALL")
        .formParam("coaches", coach())
        .formParam("othersPart", List.of("change_leader", "team_member"))
        .formParam("othersCount", List.of("1", "3"))
        .formParam("topics", "Flow chart of intake")
        .formParam("summary", "The nurse screens at booking from next week.")
        .formParam("stepWhat", List.of("Write the standing order", "", ""))
        .formParam("stepOwner", List.of("Jail physician", "", ""))
        .formParam("stepDue", List.of(TODAY.plusDays(10).toString(), "", ""));
  }

  /** Logs the call as the coach and says where it now stands. */
  String logged() {
    call("10:00")
        .formParam("privateNotes", SECRET)
        .post(site + "/log")
        .then()
        .statusCode(303)
        .header("Location", endsWith(site));
    long id =
        QuarkusTransaction.requiringNew()
            .call(() -> CoachingContact.listForEnrolment(trial.enrolment("WI-DANE")).get(0).id);
    return site + "/contacts/" + id;
  }

  static String number(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }

  static List<AuditEntry> trail(String address) {
    return QuarkusTransaction.requiringNew()
        .call(() -> AuditEntry.listForSubject("coaching_contact:" + number(address)));
  }

  List<CoachingContact> contacts() {
    return QuarkusTransaction.requiringNew()
        .call(() -> CoachingContact.listForEnrolment(trial.enrolment("WI-DANE")));
  }
}
