package org.reachline.reach;

import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.reachline.TrialBuilder;

/** A staffed jail and another one, which report by the month. */
abstract class ReachFixture {
  TrialBuilder.Trial trial;

  @BeforeEach
  void aTrialWithAStaffedAndAnotherJail() {
    trial =
        TrialBuilder.aTrial("jail-moud-coaching-echo")
            .withSite("WI-DANE", "Dane County Jail")
            .startedOn(LocalDate.of(2026, 1, 1))
            .staffed()
            .coached()
            .withSite("WI-ROCK", "Rock County Jail")
            .startedOn(LocalDate.of(2026, 1, 1))
            .save();
  }
}
