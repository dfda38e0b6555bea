package org.reachline.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PagingTest {
  @Test
  void saysWhichRowsItShows() {
    assertThat(Paging.of(3100, 1, 100).inWords()).isEqualTo("1 to 100 of 3,100");
    assertThat(Paging.of(3100, 31, 100).inWords()).isEqualTo("3,001 to 3,100 of 3,100");
    assertThat(Paging.of(101, 2, 100).inWords()).isEqualTo("101 to 101 of 101");
  }

  @Test
  void leadsBackFromAPageThatThereIsNot() {
    Paging last = Paging.of(250, 77, 100);
    assertThat(last.page()).isEqualTo(3);
    assertThat(last.before()).isEqualTo("?page=2");
    assertThat(last.after()).isNull();
    assertThat(Paging.of(250, -4, 100).page()).isEqualTo(1);
    assertThat(Paging.of(0, 9, 100).isSeveral()).isFalse();
  }

  @Test
  void keepsTheFiltersInTheAddresses() {
    Paging page =
        Paging.of(250, 2, 100).keeping("q", "A & B=?").keeping("arm", " ").keeping("n", 3);
    assertThat(page.before()).isEqualTo("?q=A+%26+B%3D%3F&n=3&page=1");
    assertThat(page.after()).isEqualTo("?q=A+%26+B%3D%3F&n=3&page=3");
  }

  @Property
  void everyRowIsOnOnePage(
      @ForAll @IntRange(max = 400) int found, @ForAll @IntRange(min = 1, max = 120) int size) {
    List<Integer> rows = IntStream.range(0, found).boxed().toList();
    Paging first = Paging.of(found, 1, size);
    List<Integer> met =
        IntStream.rangeClosed(1, first.pages())
            .boxed()
            .flatMap(page -> Paging.of(found, page, size).of(rows).stream())
            .toList();
    assertThat(met).isEqualTo(rows);
  }
}
