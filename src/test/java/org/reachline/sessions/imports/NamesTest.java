package org.reachline.sessions.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void makesNamesComparable() {
    assertThat(Names.plain("Dr. Mara JENSEN, RN (she/her)")).isEqualTo("mara jensen");
    assertThat(Names.plain("José Núñez [Hub]")).isEqualTo("jose nunez");
    assertThat(Names.plain("Mara Jensen, PA-C, M.D.")).isEqualTo("mara jensen");
    assertThat(Names.plain("Mara Jensen RN BSN")).isEqualTo("mara jensen");
    assertThat(Names.plain("Jack Ma")).as("a name, no degree").isEqualTo("jack ma");
  }

  @Test
  void turnsLastCommaFirstRound() {
    assertThat(Names.plain("Jensen, Mara")).isEqualTo("mara jensen");
    assertThat(Names.plain("Van der Berg, Anna, MD")).isEqualTo("anna van der berg");
    assertThat(Names.alias("Jensen, Mara")).isNotEqualTo(Names.alias("Jensen, Tom"));
  }

  @Test
  void readsWhatStandsBesideTheName() {
    assertThat(Names.readings("iPhone (Mara Jensen)")).contains("mara jensen");
    assertThat(Names.readings("Mara Jensen - Dane County Jail")).contains("mara jensen");
    assertThat(Names.readings("Dane | Mara Jensen")).contains("mara jensen");
    assertThat(Names.readings("Mara Jensen, Dane County Jail")).contains("mara jensen");
    assertThat(Names.readings("Mara K. Jensen")).contains("mara jensen");
    assertThat(Names.readings("(she/her)")).doesNotContain("");
  }

  @Test
  void anAliasIsNeverEmptyAndTellsPeopleApart() {
    assertThat(Names.alias("  ")).isEqualTo("without a name");
    assertThat(Names.alias("☕")).isNotEqualTo(Names.alias("🎧"));
  }

  @Test
  void findsTheAddressOfAGuest() {
    assertThat(Names.address(" Mara@Dane.example ")).isEqualTo("mara@dane.example");
    assertThat(Names.address("mara_dane.example#EXT#@hub.onmicrosoft.com"))
        .isEqualTo("mara@dane.example");
    assertThat(Names.address("Guest")).isEmpty();
  }
}
