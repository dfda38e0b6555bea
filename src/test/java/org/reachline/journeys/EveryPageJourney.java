package org.reachline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reachline.personas.Persona;

/** Every page that anybody is led to works, is accessible, fits a telephone and says SIMULATED. */
@Order(2)
@Execution(ExecutionMode.CONCURRENT)
class EveryPageJourney {
  /** What gives an arm away, in the words of the demonstration's study file. */
  private static final List<String> ARMS =
      List.of("Low-dose coaching", "High-dose coaching", "LOW-ECHO", "HIGH-ECHO", "data-arm=");

  private final Reachline reachline = Reachline.start();

  @ParameterizedTest
  @EnumSource(Persona.class)
  void everyPageThatAPersonIsLedToHolds(Persona persona) {
    List<String> wrong = new ArrayList<>();
    try (SignedIn person = reachline.as(persona)) {
      Reachline.look(person.page(), "home-" + persona.name().toLowerCase(Locale.ROOT));
      person.page().setViewportSize(320, 640);
      Walk walk = new Walk(reachline.address(), person.page());
      Map<String, Walk.Stop> met =
          walk.from(
              "/home",
              new Walk.Visitor() {
                @Override
                public void reads(Walk.Stop stop) {
                  wrong.addAll(faults(stop, persona));
                }

                @Override
                public void opens(Page page, Walk.Stop stop) {
                  if (overflows(page)) {
                    wrong.add(stop.path() + " is wider than a telephone of 320 px");
                  }
                  wrong.addAll(Weight.faults(page, stop));
                  wrong.addAll(sidewaysTables(page, stop));
                  page.setViewportSize(1280, 900);
                  wrong.addAll(FocusRing.faults(page));
                  Reachline.axe(page);
                  page.setViewportSize(320, 640);
                }
              });
      wrong.addAll(walk.complaints());
      assertThat(met).as("pages met").hasSizeGreaterThan(persona == Persona.OUTSIDER ? 1 : 4);
      if (persona == Persona.COORDINATOR) {
        assertThat(FocusRing.kinds()).as("kinds of controls").isGreaterThan(20);
        wrong.addAll(openToOutsiders(met.keySet()));
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** What is wrong with a page as it was sent. */
  private static List<String> faults(Walk.Stop stop, Persona persona) {
    List<String> faults = new ArrayList<>();
    if (stop.status() != 200) {
      faults.add(stop.path() + " answers " + stop.status());
    }
    if (stop.path().contains("jail-moud-coaching-echo")
        && !stop.html().contains("Simulated data")) {
      faults.add(stop.path() + " does not say that its data are simulated");
    }
    // The protocol itself is open to researchers; which site is in which arm is not.
    if (persona == Persona.BLINDED_RESEARCHER
        && !stop.path().matches("/studies(/[^/]+)?(\\?.*)?")) {
      ARMS.stream()
          .filter(stop.html()::contains)
          .forEach(arm -> faults.add(stop.path() + " tells the blinded: " + arm));
    }
    return faults;
  }

  /** Refusals are pages, too. */
  @Test
  void pagesThatSayNoHoldAsWell() {
    try (SignedIn outsider = reachline.as(Persona.OUTSIDER)) {
      for (String path : List.of("/nobody-lives-here", "/people")) {
        Page page = outsider.goTo(path);
        Reachline.axe(page);
        assertThat(overflows(page)).as(path + " is too wide").isFalse();
      }
    }
    try (SignedIn coordinator = reachline.as(Persona.COORDINATOR)) {
      Page page = coordinator.goTo("/sites/new");
      // Past the browser's own checks, as from a browser that has none.
      page.locator("main form").evaluate("form => form.submit()");
      page.locator("main .is-invalid").first().waitFor();
      assertThat(FocusRing.faults(page)).isEmpty();
      Reachline.axe(page);
      page.setViewportSize(320, 640);
      assertThat(overflows(page)).as("the refused form is too wide").isFalse();
    }
  }

  /** Whoever has nothing to do with the sites is not let in by their addresses either. */
  private List<String> openToOutsiders(Set<String> coordinatorsPages) {
    List<String> addresses =
        coordinatorsPages.stream()
            .filter(path -> path.matches("/(studies/[^/]+/.+|people.*|sites.*)"))
            .toList();
    assertThat(addresses).hasSizeGreaterThan(8);
    List<String> open = new ArrayList<>();
    try (SignedIn outsider = reachline.as(Persona.OUTSIDER)) {
      for (String path : addresses) {
        APIResponse answer = outsider.page().request().get(reachline.address() + path);
        if (answer.status() < 400 && answer.text().contains("County Jail")) {
          open.add(path + " tells an outsider of a site");
        }
        if (answer.status() >= 500) {
          open.add(path + " fails for an outsider");
        }
      }
    }
    return open;
  }

  /** At 320 px no table of plain rows scrolls sideways; grids and drawn ones may, and say so. */
  private static List<String> sidewaysTables(Page page, Walk.Stop stop) {
    Object wide =
        page.evaluate(
            "() => [...document.querySelectorAll('.table-scroll:has(.lines-up)')]"
                + ".filter(e => e.scrollWidth > e.clientWidth + 1)"
                + ".map(e => e.getAttribute('aria-label'))");
    return ((List<?>) wide)
        .stream().map(label -> stop.path() + " scrolls its table sideways: " + label).toList();
  }

  private static boolean overflows(Page page) {
    return (Boolean)
        page.evaluate(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }
}
