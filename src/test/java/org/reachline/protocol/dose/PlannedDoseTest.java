package org.reachline.protocol.dose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.Dates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reachline.base.Refusal;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.file.StudyFileReader;

class PlannedDoseTest {

  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
  private static final LocalDate START = LocalDate.of(2024, 3, 15);

  private static final StudyFile JAILS = study("jail-moud-coaching-echo");

  private static StudyFile study(String slug) {
    try {
      return StudyFileReader.read(Path.of("studies", slug, "study.yaml")).orThrow();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  // Registry NCT04363320: high 12 contacts and 15 h; low 5 events and 6 h, or 4 as the abstract
  // labels it.
  @ParameterizedTest
  @CsvSource({
    "HIGH, registry_events, 12, 900",
    "HIGH, published_label, 12, 900",
    "LOW, registry_events, 5, 360",
    "LOW, published_label, 4, 360",
    "HIGH-ECHO, registry_events, 12, 900",
    "LOW-ECHO, published_label, 4, 360",
  })
  void countsTheCoachingOfTheRegistryUnderBothRules(
      String armKey, String rule, int contacts, int minutes) {
    StudyFile study = study("jail-moud-coaching-echo");
    Arm arm = study.findArm(armKey).orElseThrow();
    CountingChoice counting = CountingChoice.of(study, List.of(rule));
    PlannedDose dose = PlannedDose.of(study, arm, START, CHICAGO, counting);
    assertEquals(new PlannedTotal(contacts, minutes), dose.total("coaching"));
  }

  @Test
  void countsUnderTheRuleThatTheFileChooses() {
    StudyFile study = study("jail-moud-coaching-echo");
    PlannedDose low = PlannedDose.of(study, study.findArm("LOW").orElseThrow(), START, CHICAGO);
    assertEquals(new PlannedTotal(5, 360), low.total("coaching"));
    assertEquals(6, low.listContacts("coaching").size(), "the kick-off is planned, not counted");
  }

  @Test
  void plansTwelveSessionsWhereEchoIsOfferedAndNoneElsewhere() {
    StudyFile study = study("jail-moud-coaching-echo");
    for (Arm arm : study.arms()) {
      boolean offered = arm.levels().get("echo").equals("offered");
      PlannedDose dose = PlannedDose.of(study, arm, START, CHICAGO);
      assertEquals(
          offered ? new PlannedTotal(12, 720) : PlannedTotal.NONE, dose.total("echo"), arm.key());
      assertEquals(offered, dose.prescribes("echo"));
    }
  }

  @Test
  void opensAndClosesTheWindowAroundTheSitesOwnMonth() {
    StudyFile study = study("jail-moud-coaching-echo");
    PlannedDose dose = PlannedDose.of(study, study.findArm("LOW").orElseThrow(), START, CHICAGO);
    PlannedContact call = dose.findContact("coaching", "follow_up_call@4").orElseThrow();
    // Month 4 of a site that started on 15 March runs from 15 June to 14 July; 7 days early, 14
    // late.
    assertEquals(LocalDate.of(2024, 6, 8), call.dueFrom());
    assertEquals(LocalDate.of(2024, 7, 28), call.dueTo());
    assertTrue(call.isOnScheduleOn(LocalDate.of(2024, 7, 28)));
    assertFalse(call.isOnScheduleOn(LocalDate.of(2024, 7, 29)));
    assertEquals("2024-06-08T05:00:00Z", call.opensAt().toString(), "midnight of Chicago's summer");
    assertEquals("2024-07-29T05:00:00Z", call.closesAt().toString());
    assertEquals(List.of("change_leader", "team_member"), call.audience());
  }

  @Test
  void plansArmsThatStandAlone() {
    StudyFile proud = study("proud-primary-care");
    for (Arm arm : proud.arms()) {
      assertEquals(
          PlannedTotal.NONE,
          PlannedDose.of(proud, arm, START, CHICAGO).total("nurse_care_manager"));
    }
  }

  @Test
  void refusesACountingRuleThatIsNotThere() {
    StudyFile study = study("jail-moud-coaching-echo");
    assertThrows(Refusal.BadInput.class, () -> CountingChoice.of(study, List.of("coaching:none")));
  }

  @Property
  void dependsOnTheStartOnlyInItsDates(
      @ForAll("starts") LocalDate start, @ForAll("zones") ZoneId zone) {
    StudyFile study = JAILS;
    for (Arm arm : study.arms()) {
      PlannedDose dose = PlannedDose.of(study, arm, start, zone);
      assertEquals(PlannedDose.of(study, arm, START, CHICAGO).totals(), dose.totals());
      int minutes = dose.listContacts("coaching").stream().mapToInt(c -> c.adds().minutes()).sum();
      assertEquals(dose.total("coaching").minutes(), minutes);
      LocalDate last = LocalDate.MIN;
      for (PlannedContact contact : dose.contacts()) {
        assertFalse(contact.dueFrom().isBefore(last), "by due date");
        last = contact.dueFrom();
        assertTrue(contact.isOnScheduleOn(contact.month().firstDay()));
        assertTrue(contact.isOnScheduleOn(contact.month().lastDay()));
        assertTrue(contact.opensAt().isBefore(contact.closesAt()));
        assertEquals(contact.month(), StudyMonth.at(start, contact.month().firstDay()));
      }
      assertEquals(
          dose.contacts().size(),
          dose.contacts().stream().map(c -> c.strategy() + c.occurrence()).distinct().count());
    }
  }

  @Property
  void studyMonthsFollowEachOtherWithoutGapOrOverlap(
      @ForAll("starts") LocalDate start, @ForAll @IntRange(min = -24, max = 60) int number) {
    StudyMonth month = StudyMonth.of(start, number);
    assertEquals(month.lastDay().plusDays(1), StudyMonth.of(start, number + 1).firstDay());
    assertEquals(month, StudyMonth.at(start, month.firstDay()));
    assertEquals(month, StudyMonth.at(start, month.lastDay()));
    assertTrue(month.contains(month.firstDay()) && month.contains(month.lastDay()));
  }

  @Test
  void studyMonthOneBeginsOnTheStartEvenOnAThirtyFirst() {
    LocalDate start = LocalDate.of(2024, 1, 31);
    assertEquals(LocalDate.of(2024, 2, 28), StudyMonth.of(start, 1).lastDay());
    assertEquals(2, StudyMonth.at(start, LocalDate.of(2024, 2, 29)).number());
    assertEquals(0, StudyMonth.at(start, LocalDate.of(2024, 1, 30)).number());
  }

  @Provide
  Arbitrary<LocalDate> starts() {
    return Dates.dates().between(LocalDate.of(2015, 1, 1), LocalDate.of(2040, 12, 31));
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "America/Chicago", "America/Anchorage", "Pacific/Apia", "UTC", "Asia/Kathmandu")
        .map(ZoneId::of);
  }
}
