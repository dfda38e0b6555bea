package org.reachline.base;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageNumberTest {
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "1,1",
        "2,2",
        "0,1",
        "-1,1",
        "x,1",
        "'',1",
        " 3 ,3",
        "007,7",
        "1.5,1",
        "0000000000000002,2",
        "999999999,999999999",
        "2147483648,2147483647",
        "99999999999,2147483647"
      })
  void readsWhatAnAddressMeans(String typed, int number) {
    assertThat(PageNumber.fromString(typed).number()).isEqualTo(number);
  }

  @Property
  void neverRefuses(@ForAll String typed) {
    assertThat(PageNumber.fromString(typed).number()).isPositive();
  }
}
