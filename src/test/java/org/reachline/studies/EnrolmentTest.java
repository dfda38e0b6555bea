package org.reachline.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.sites.Site;

class EnrolmentTest {
  private final Site jail = new Site();

  private Enrolment stay(long id, LocalDate left) {
    jail.id = 7L;
    Enrolment stay = new Enrolment();
    stay.id = id;
    stay.ordinal = id;
    stay.members.add(jail);
    stay.withdrawnOn = left;
    return stay;
  }

  @Test
  void siteIsInItsActiveEnrolmentOrElseItsNewestWhateverTheOrder() {
    LocalDate day = LocalDate.of(2026, 3, 31);
    Enrolment active = stay(1, null);
    Enrolment old = stay(2, day);
    Enrolment newer = stay(3, day.minusDays(5));
    assertThat(Enrolment.bySite(List.of(old, active, newer)).get(7L)).isSameAs(active);
    assertThat(Enrolment.bySite(List.of(old, newer)).get(7L)).isSameAs(newer);
    assertThat(Enrolment.bySite(List.of(newer, old)).get(7L)).isSameAs(newer);
  }
}
