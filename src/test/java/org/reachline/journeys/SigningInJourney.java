package org.reachline.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.reachline.personas.Persona;

/**
 * Who comes in through Keycloak, and out again. That everybody of the demonstration comes in,
 * {@link EveryPageJourney} shows.
 */
class SigningInJourney {
  private final Reachline reachline = Reachline.start();

  @Test
  void aPersonComesInAndOut() {
    try (SignedIn person = reachline.signIn(Persona.CLINICIAN)) {
      Reachline.axe(person.page());
      person.signOut();
      // Signed out at Keycloak as well: the next visit asks for the password again.
      person.goTo("/home");
      assertThat(person.page().url()).startsWith(reachline.issuer());
    }
  }

  @Test
  void aWrongPasswordStaysOutside() {
    Page page = reachline.visitor();
    page.navigate("/home");
    page.locator("#username").fill(Persona.COACH.email());
    page.locator("#password").fill("reachline-dem0");
    page.locator("#kc-login").click();
    assertThat(page.locator("body")).containsText("Address and password do not belong together");
    page.navigate("/home");
    assertThat(page.url()).startsWith(reachline.issuer());
    page.context().close();
  }

  @Test
  void aFormIsTakenAlthoughOtherPagesWereOpenedSince() {
    try (SignedIn outsider = reachline.signIn(Persona.OUTSIDER)) {
      Page form = outsider.goTo("/me");
      Page other = form.context().newPage();
      other.navigate("/home");
      other.navigate("/me");
      form.locator("form[action='/me'] button").click();
      assertThat(form.getByRole(AriaRole.STATUS).first()).isVisible();
      assertThat(form.locator("body")).not().containsText("400");
    }
  }

  @Test
  void theDoorStandsOpenToVisitors() {
    Page page = reachline.visitor();
    page.navigate("/");
    assertThat(page.title()).contains("Reachline");
    Reachline.axe(page);
    Reachline.look(page, "door");
    page.context().close();
  }
}
