package org.reachline.asked;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A page asks the database a number of times that is known, and no more for ten times the data; an
 * answer of the API asks no more for ten times the data either. Everybody walks over everything
 * twice, once over a few rows of each kind and once over many; the tests share the two walks.
 */
@QuarkusTest
class StatementBudgetTest {
  private static final int FEW = 12;
  private static final int TIMES = 10;

  /** A second page, a name that the first rows lacked: one question more for all of them. */
  private static final int SLACK = 2;

  /** A page of more than this keeps an old telephone busy; a list is shown a page at a time. */
  private static final int LONGEST = 300 * 1024;

  /** Names and numbers differ in length from page to page. */
  private static final double LONGER = 1.2;

  /** Pages that show all there is, by kind of address, and why. */
  private static final Map<String, String> GROWS =
      Map.ofEntries(
          Map.entry("/people", "requests that wait for a second coordinator; few, and all urgent"),
          Map.entry("/my-sessions", "one's own sessions, of one's own series"),
          Map.entry("/studies/*/activities", "the cascade of trainers is one picture"),
          Map.entry("/studies/*/activities/CODE", "one unit's timeline"),
          Map.entry("/studies/*/activities/CODE/#/amend", "who trained: a choice of all trainers"),
          Map.entry("/studies/*/activities/CODE/log", "who trained: a choice of all trainers"),
          Map.entry("/studies/*/coaching/CODE", "one unit's open bookings"),
          Map.entry("/studies/*/coaching/CODE/book", "the times to choose from"),
          Map.entry("/studies/*/coaching/CODE/bookings/#", "the times to choose from"),
          Map.entry("/studies/*/coaching/CODE/projects", "one unit's projects"),
          Map.entry("/studies/*/reach/CODE/#/history", "the whole trail of one record"),
          Map.entry("/studies/*/sessions/#/history", "the whole trail of one record"),
          Map.entry("/studies/*/sessions/#/edit", "who speaks: a choice of people"),
          Map.entry("/studies/*/sessions/#/live", "a host overlooks no question"),
          Map.entry("/studies/*/sessions/#/live/questions", "a host overlooks no question"),
          Map.entry("/studies/*/sessions/#/materials", "one session's hand-outs"),
          Map.entry("/studies/*/sessions/#/roll-call", "one form, saved whole"),
          Map.entry("/studies/*/sessions/attendance", "a column for each session of the study"),
          Map.entry("/studies/*/sessions/programs/#/sites", "a cohort is placed as a whole"),
          // Lists of which 120 of everything fill no page yet.
          Map.entry("/studies/*/coaching", "a third of the sites is the coach's"),
          Map.entry("/studies/*/book", "a sixth of the sites is the clinician's"),
          Map.entry("/studies/*/reach", "a sixth of the sites is the clinician's"),
          Map.entry("/studies/*/sites", "a third of the sites is the coach's"),
          Map.entry("/studies/*/sessions/#", "half of the people are expected"),
          Map.entry("/studies/*/sessions/#/links", "half of the people are expected"));

  /** Who sees everything, who sees some sites, and who sees one. */
  private static final Set<Walking> ASK_THE_API =
      EnumSet.of(Walking.COORDINATOR, Walking.COACH, Walking.CLINICIAN);

  private static final List<String> broken = new ArrayList<>();
  private static Map<Walking, Map<String, Walker.Stop>> few;
  private static Map<Walking, Map<String, Walker.Stop>> many;
  private static Map<Walking, Map<String, Walker.Stop>> twice;
  private static List<String> paged;

  @TestHTTPResource("/")
  URI server;

  @Inject EntityManager database;

  @BeforeEach
  void walk() {
    if (many != null) {
      return;
    }
    GrownTrial trial = GrownTrial.of(FEW, database);
    try {
      few = walk(trial);
      trial.growTo(FEW * TIMES);
      many = walk(trial);
      Budget.leave(many);
      trial.growTo(2 * FEW * TIMES);
      twice = askForThoseThatGrew();
      paged = PagedAddresses.faults(trial, new Walker(server));
    } finally {
      trial.remove();
      Walker.signOut();
    }
  }

  @AfterAll
  static void forget() {
    few = null;
    many = null;
    twice = null;
    paged = null;
  }

  /** Asks once more for the pages that got longer from few rows to many. */
  private Map<Walking, Map<String, Walker.Stop>> askForThoseThatGrew() {
    Map<Walking, Map<String, Walker.Stop>> met = new TreeMap<>();
    Walker walker = new Walker(server);
    for (Walking who : ASK_THE_API) {
      who.signIn();
      Map<String, Walker.Stop> all = new TreeMap<>();
      many.get(who)
          .forEach(
              (kind, stop) -> {
                Walker.Stop before = few.get(who).get(kind);
                if (!kind.startsWith("/api/")
                    && !stop.path().matches(".*[?&](page|flag|session)=.*")
                    && (before == null || stop.length() > before.length() * LONGER)) {
                  all.put(kind, walker.stop(stop.path()));
                }
              });
      met.put(who, all);
    }
    return met;
  }

  private Map<Walking, Map<String, Walker.Stop>> walk(GrownTrial trial) {
    Map<Walking, Map<String, Walker.Stop>> met = new TreeMap<>();
    Walker walker = new Walker(server);
    // Whoever looks first may find what nobody has found yet; the pages after that are counted.
    Walking.COORDINATOR.signIn();
    String flags = trial.coached().path() + "/contamination";
    walker.get(flags);
    // What was found is kept; how much it takes to find it is counted once nothing is new.
    trial.changeAPlace();
    Walker.Stop anew = walker.stop(flags);
    for (Walking who : Walking.values()) {
      who.signIn();
      Map<String, Walker.Stop> all = new TreeMap<>(walker.over(trial.coached()));
      walker.over(trial.logged()).forEach(all::putIfAbsent);
      if (ASK_THE_API.contains(who)) {
        walker.overTheApi(trial.coached()).forEach(all::putIfAbsent);
      }
      all.forEach(
          (kind, stop) -> {
            if (!kind.startsWith("/api/")
                && !stop.isShown()
                && !Walker.begins(trial, stop.path())) {
              broken.add(who + " " + stop.path() + " answers " + stop.status());
            }
          });
      all.values().removeIf(stop -> !stop.isShown());
      met.put(who, all);
    }
    met.get(Walking.COORDINATOR).put("/studies/*/contamination?anew", anew);
    return met;
  }

  @Test
  void tenTimesTheDataAskNoMore() {
    List<String> grown = new ArrayList<>();
    int compared = 0;
    for (Walking who : Walking.values()) {
      for (Map.Entry<String, Walker.Stop> stop : many.get(who).entrySet()) {
        Walker.Stop before = few.get(who).get(stop.getKey());
        if (before == null) {
          continue;
        }
        compared++;
        int is = stop.getValue().statements().size();
        if (is > before.statements().size() + SLACK) {
          grown.add(
              "%s %s: %d, then %d%s"
                  .formatted(
                      who,
                      stop.getValue().path(),
                      before.statements().size(),
                      is,
                      Statements.repeated(stop.getValue().statements())));
        }
      }
    }
    assertThat(grown).as("what asks more of more data").isEmpty();
    assertThat(compared).as("what was asked for twice").isGreaterThan(300);
  }

  @Test
  void everyPageKeepsToItsBudget() {
    Budget budget = Budget.read();
    List<String> over = new ArrayList<>();
    for (Walking who : Walking.values()) {
      many.get(who)
          .forEach(
              (kind, stop) -> {
                // What belongs to no study asks of each study there is, and other tests have
                // theirs.
                if (!kind.startsWith("/studies/*")) {
                  return;
                }
                int is = stop.statements().size();
                int most = budget.of(who, kind).orElse(0);
                if (is > most + SLACK) {
                  over.add(
                      "%s %s: %d instead of %d%s"
                          .formatted(who, kind, is, most, Statements.repeated(stop.statements())));
                }
              });
    }
    assertThat(over).as("pages over their budget (target/asked.csv has the counts)").isEmpty();
  }

  @Test
  void everyLinkLeadsToAPage() {
    assertThat(broken).isEmpty();
  }

  @Test
  void noPageGetsLongerThanATelephoneLikes() {
    List<String> tooLong = new ArrayList<>();
    many.forEach(
        (who, stops) ->
            stops.forEach(
                (kind, stop) -> {
                  if (!kind.startsWith("/api/") && stop.length() > LONGEST) {
                    tooLong.add(who + " " + stop.path() + ": " + stop.length() / 1024 + " KB");
                  }
                }));
    assertThat(tooLong).isEmpty();
  }

  @Test
  void everyListKeepsItsFiltersAndShowsSomethingForAPageThatThereIsNot() {
    assertThat(Integer.parseInt(paged.get(0))).as("lists").isGreaterThan(12);
    assertThat(Integer.parseInt(paged.get(1))).as("their filters").isGreaterThan(12);
    assertThat(paged.subList(2, paged.size())).isEmpty();
  }

  /**
   * What fills a page at 120 of everything fills it at 240, too: the rest is on other pages. An
   * exception that nothing needs any more is no exception.
   */
  @Test
  void aListGrowsNoLongerThanItsPage() {
    List<String> grown = new ArrayList<>();
    Set<String> needed = new TreeSet<>();
    twice.forEach(
        (who, stops) ->
            stops.forEach(
                (kind, stop) -> {
                  Walker.Stop before = many.get(who).get(kind);
                  String list = kind.replaceFirst("\\?.*", "");
                  if (stop.length() <= before.length() * LONGER) {
                    return;
                  }
                  if (GROWS.containsKey(list)) {
                    needed.add(list);
                  } else {
                    grown.add(
                        "%s %s: %d KB, then %d KB"
                            .formatted(
                                who, stop.path(), before.length() / 1024, stop.length() / 1024));
                  }
                }));
    assertThat(grown).as("pages that show all there is").isEmpty();
    assertThat(needed).as("exceptions").containsExactlyInAnyOrderElementsOf(GROWS.keySet());
  }
}
