package org.reachline.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.reachline.personas.Persona;

/** The sign-in runs out while somebody types: they come back to the page with their words. */
class ExpiredSignInJourney {
  private final Reachline reachline = Reachline.start();

  /** Forgets the session here; Keycloak still knows the person, as on an ordinary day. */
  private static void runOut(Page page) {
    BrowserContext.ClearCookiesOptions sessions =
        new BrowserContext.ClearCookiesOptions().setName(Pattern.compile("^q_.*"));
    page.context().clearCookies(sessions);
  }

  @Test
  void wordsOfAFormThatWasSentTooLateComeBack() {
    try (SignedIn coach = reachline.signIn(Persona.COACH)) {
      Page page = coach.goTo("/me");
      page.getByLabel("Profession").fill("RN, CADC");
      runOut(page);
      page.locator("main form button").click();
      assertThat(page.locator("#words-kept")).containsText("it was not saved yet");
      assertThat(page.getByLabel("Profession")).hasValue("RN, CADC");
      Reachline.axe(page);
      page.locator("main form button").click();
      assertThat(page.locator(".receipt")).containsText("Saved.");
      assertThat(page.getByLabel("Profession")).hasValue("RN, CADC");
      // Nothing lingers: the next visit shows what is on record.
      coach.goTo("/home");
      coach.goTo("/me");
      assertThat(page.locator("#words-kept")).hasCount(0);
    }
  }

  @Test
  void wordsComeBackWhenAnUpdateOfThePageFindsTheSignInGone() {
    try (SignedIn clinician = reachline.signIn(Persona.CLINICIAN)) {
      Page page = openReport(clinician);
      String path = page.url();
      Locator number = page.locator("main form input.number").first();
      number.fill("117");
      runOut(page);
      number.blur();
      assertThat(page.locator("#words-kept")).containsText("it was not saved yet");
      assertThat(page).hasURL(path);
      assertThat(number).hasValue("117");
    }
  }

  /** The newest report that can be written or amended, whether or not it was handed in before. */
  private static Page openReport(SignedIn clinician) {
    Page page = clinician.goTo("/studies/jail-moud-coaching-echo/reach");
    List<String> months = new ArrayList<>();
    for (Locator link : page.locator("main a[href*='/reach/']").all()) {
      String path = link.getAttribute("href");
      if (path.matches(".*/reach/[^/]+/-?\\d+")) {
        months.add(0, path);
      }
    }
    for (String month : months) {
      page.navigate(month);
      if (page.locator("main form input.number").count() > 0) {
        return page;
      }
    }
    throw new AssertionError("No report among " + months + " can be written.");
  }

  @Test
  void anotherPersonDoesNotGetTheWords() {
    try (SignedIn coach = reachline.signIn(Persona.COACH)) {
      Page page = coach.goTo("/me");
      page.getByLabel("Profession").fill("Secret of Cole");
      page.context().clearCookies();
      page.locator("main form button").click();
      page.locator("#username").fill(Persona.HUB.email());
      page.locator("#password").fill(Persona.PASSWORD);
      page.locator("#kc-login").click();
      assertThat(page.locator("header .who")).containsText(Persona.HUB.fullName());
      assertThat(page.locator("#words-kept")).hasCount(0);
      assertThat(page.getByLabel("Profession")).not().hasValue("Secret of Cole");
    }
  }
}
