package org.reachline.base.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.sites.Site;

@QuarkusTest
class EndOfActTest {
  private static final List<String> DONE = new ArrayList<>();

  /** Somebody's acts. */
  @Singleton
  static class Someone {
    @Inject EndOfAct end;
    @Inject Other other;

    @Transactional
    void actsTwice() {
      other.asks("a");
      other.asks("b");
      other.asks("a");
      DONE.add("end of the outermost");
    }

    @Transactional
    void fails() {
      other.asks("a");
      throw new IllegalStateException("no");
    }

    @Transactional
    void fallsAtItsEnd() {
      Site site = new Site();
      site.code = "NEVER";
      site.name = "Never";
      site.type = "jail";
      site.state = "WI";
      site.zone = "America/Chicago";
      site.persist();
      end.once(
          "fall",
          () -> {
            assertThat(Site.findByCode("NEVER")).isPresent();
            throw new IllegalStateException("no");
          });
    }
  }

  /** What these acts consist of. */
  @Singleton
  static class Other {
    @Inject EndOfAct end;

    @Transactional
    void asks(String what) {
      DONE.add("asks " + what);
      end.once(
          what,
          () -> {
            DONE.add("does " + what);
            if (what.equals("a")) {
              end.once("c", () -> DONE.add("does c"));
            }
          });
    }
  }

  @Inject Someone someone;
  @Inject EndOfAct end;

  @Test
  void whatFollowsIsDoneOnceAtTheEndOfTheOutermostMethodInTheOrderAskedFor() {
    DONE.clear();
    someone.actsTwice();
    assertThat(DONE)
        .containsExactly(
            "asks a", "asks b", "asks a", "end of the outermost", "does a", "does b", "does c");
  }

  @Test
  void nothingFollowsFromAnActThatFailed() {
    DONE.clear();
    assertThatThrownBy(someone::fails).hasMessage("no");
    assertThat(DONE).containsExactly("asks a");
  }

  @Test
  void anActWhoseEndFailsIsNotSaved() {
    assertThatThrownBy(someone::fallsAtItsEnd).hasMessage("no");
    assertThat(QuarkusTransaction.requiringNew().call(() -> Site.findByCode("NEVER"))).isEmpty();
  }

  @Test
  void isDoneAtOnceWhereNoActIsUnderWay() {
    List<String> done = new ArrayList<>();
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              assertThat(end.isUnderWay()).isFalse();
              end.once("x", () -> done.add("x"));
              assertThat(done).containsExactly("x");
            });
  }
}
