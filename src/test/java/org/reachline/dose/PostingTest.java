package org.reachline.dose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.reachline.dose.Posting.Line;
import org.reachline.protocol.dose.Delivery;

class PostingTest {
  private static final LocalDate DAY = LocalDate.of(2025, 1, 1);

  /** One thing that happens to a record: it stands for a delivery, or for nothing. */
  record Happening(int record, Optional<Delivery> now) {}

  /** The ledger after all that happened, written as {@link DoseLedger} writes it. */
  private static List<Line> ledger(List<Happening> story) {
    List<Line> lines = new ArrayList<>();
    for (Happening h : story) {
      String source = "coaching_contact:" + h.record();
      List<Line> own = lines.stream().filter(l -> l.delivery().source().equals(source)).toList();
      Posting posting = Posting.of(own, h.now());
      posting
          .takesBack()
          .ifPresent(
              back ->
                  lines.add(new Line(lines.size() + 1, back.delivery(), Optional.of(back.key()))));
      posting.posts().ifPresent(d -> lines.add(new Line(lines.size() + 1, d, Optional.empty())));
    }
    return lines;
  }

  /** What each record stands for at the end of the story, reckoned without the ledger. */
  private static Map<Integer, Delivery> truth(List<Happening> story) {
    Map<Integer, Delivery> last = new HashMap<>();
    for (Happening h : story) {
      h.now().ifPresentOrElse(d -> last.put(h.record(), d), () -> last.remove(h.record()));
    }
    return last;
  }

  @Property(tries = 500)
  void sumOfTheLinesIsTheDoseThatStands(@ForAll("stories") List<Happening> story) {
    List<Line> lines = ledger(story);
    Map<Integer, Delivery> truth = truth(story);
    assertThat(lines.stream().mapToInt(Line::sign).sum()).isEqualTo(truth.size());
    assertThat(lines.stream().mapToInt(Line::minutes).sum())
        .isEqualTo(truth.values().stream().mapToInt(Delivery::minutes).sum());
    assertThat(lines.stream().mapToInt(Line::personMinutes).sum())
        .isEqualTo(truth.values().stream().mapToInt(Delivery::personMinutes).sum());
    assertThat(Posting.deliveries(lines)).containsExactlyInAnyOrderElementsOf(truth.values());
  }

  @Property(tries = 500)
  void replayInAnyOrderGivesTheSameLedger(
      @ForAll("stories") List<Happening> story, @ForAll long seed) {
    List<Line> lines = ledger(story);
    List<Line> shuffled = new ArrayList<>(lines);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(Posting.deliveries(shuffled)).isEqualTo(Posting.deliveries(lines));
  }

  @Property(tries = 500)
  void withdrawnRecordLeavesExactlyItsOwnTrace(@ForAll("stories") List<Happening> story) {
    List<Line> before = ledger(story);
    for (int record : truth(story).keySet()) {
      List<Happening> longer = new ArrayList<>(story);
      longer.add(new Happening(record, Optional.empty()));
      List<Line> after = ledger(longer);
      assertThat(after.subList(0, before.size())).isEqualTo(before);
      assertThat(after).hasSize(before.size() + 1);
      String source = "coaching_contact:" + record;
      assertThat(after.get(before.size()).delivery().source()).isEqualTo(source);
      List<Line> own = after.stream().filter(l -> l.delivery().source().equals(source)).toList();
      assertThat(own.stream().mapToInt(Line::sign).sum()).isZero();
      assertThat(own.stream().mapToInt(Line::minutes).sum()).isZero();
      assertThat(Posting.deliveries(after))
          .isEqualTo(
              Posting.deliveries(before).stream().filter(d -> !d.source().equals(source)).toList());
    }
  }

  @Property(tries = 200)
  void sayingTheSameTwiceWritesNothing(@ForAll("stories") List<Happening> story) {
    List<Happening> stuttered = new ArrayList<>();
    for (Happening h : story) {
      stuttered.add(h);
      stuttered.add(h);
    }
    assertThat(ledger(stuttered)).isEqualTo(ledger(story));
  }

  @Provide
  Arbitrary<List<Happening>> stories() {
    Arbitrary<Happening> one =
        Combinators.combine(
                Arbitraries.integers().between(1, 6),
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(0, 240),
                Arbitraries.of("", "monthly_call@2", "monthly_call@3"),
                Arbitraries.integers().between(0, 5))
            .as(
                (record, what, minutes, occurrence, people) ->
                    new Happening(
                        record,
                        what == 0
                            ? Optional.empty()
                            : Optional.of(
                                Delivery.together(
                                    "coaching_contact:" + record,
                                    "coaching",
                                    Optional.of(occurrence).filter(o -> !o.isEmpty()),
                                    DAY.plusDays(minutes),
                                    minutes,
                                    Map.of("change_leader", people)))));
    return one.list().ofMaxSize(25);
  }
}
