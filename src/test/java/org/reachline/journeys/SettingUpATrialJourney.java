package org.reachline.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.reachline.personas.Persona;

/**
 * A coordinator brings a study, its sites, units and allocation in, invites a coach and ends their
 * access; the coach comes in with the temporary password and, at the end, does not.
 */
class SettingUpATrialJourney {
  private static final String SLUG = "set-up-by-a-coordinator";
  private static final Path STUDY = Path.of("studies", "trial-sim48");
  private static final String OWN_PASSWORD = "my own long password";

  private final Reachline reachline = Reachline.start();

  @Test
  void aTrialIsSetUpAndACoachComesAndGoes() throws IOException {
    try (SignedIn coordinator = reachline.as(Persona.COORDINATOR)) {
      Page page = coordinator.page();
      bringTheStudy(page);
      bringSitesAndUnits(page);
      allocate(page);
      String temporary = inviteACoach(page);
      try (Page coach = reachline.visitor()) {
        comeIn(coach, temporary);
        endAccess(page);
        coach.navigate("/studies");
        assertThat(coach.locator("h1")).hasText("Your access was ended");
        seen(coach, "access-ended");
        coach.context().close();
      }
    }
  }

  private void bringTheStudy(Page page) throws IOException {
    page.navigate("/studies");
    seen(page, "studies");
    page.navigate("/studies/upload");
    String text =
        Files.readString(STUDY.resolve("study.yaml"))
            .replaceFirst("(?m)^slug: .*$", "slug: " + SLUG)
            .replaceFirst("(?m)^title: .*$", "title: A trial that a coordinator sets up");
    paste(page, text.replace("from: 13, to: 24", "from: 14, to: 24"));
    press(page, "Check the file");
    assertThat(page.locator("h1")).hasText("The file has mistakes");
    seen(page, "study-mistakes");
    page.navigate("/studies/upload");
    paste(page, text);
    press(page, "Check the file");
    seen(page, "study-preview");
    press(page, "Load the study");
    page.waitForURL("**/studies/" + SLUG);
    assertThat(page.locator(".receipt")).containsText("Version 1 is in force");
    seen(page, "study-protocol");
  }

  private void bringSitesAndUnits(Page page) throws IOException {
    page.navigate("/sites/new");
    seen(page, "site-new");
    press(page, "Save");
    assertThat(page.locator("#problems")).containsText("Nothing was saved yet");
    seen(page, "site-refused");
    page.navigate("/sites/upload");
    paste(page, own(Files.readString(STUDY.resolve("data/sites.csv"))));
    press(page, "Check the list");
    seen(page, "sites-preview");
    press(page, "Save these sites");
    assertThat(page.locator(".receipt")).containsText("48 sites new");
    page.navigate("/sites/SETJ01");
    seen(page, "site");
    page.navigate("/studies/" + SLUG + "/sites");
    seen(page, "units-none");
    page.navigate("/studies/" + SLUG + "/enrolment/upload");
    paste(page, own(Files.readString(STUDY.resolve("data/enrolment.csv"))));
    press(page, "Check the list");
    press(page, "Save these enrolments");
    assertThat(page.locator(".receipt")).containsText("48 units new");
    page.navigate("/studies/" + SLUG + "/enrolment/SETJ01");
    seen(page, "unit");
  }

  private void allocate(Page page) throws IOException {
    String list = own(Files.readString(STUDY.resolve("data/allocation.csv")));
    page.navigate("/studies/" + SLUG + "/allocation");
    seen(page, "allocation-none");
    paste(page, list.replaceFirst("HI-EC", "HI-ECHO"));
    press(page, "Check the list");
    assertThat(page.locator("main")).containsText("Did you mean “HI-EC”?");
    seen(page, "allocation-mistakes");
    page.navigate("/studies/" + SLUG + "/allocation");
    paste(page, list);
    press(page, "Check the list");
    assertThat(page.locator("h1")).hasText("Allocate 48 units?");
    seen(page, "allocation-preview");
    page.locator("#confirm").check();
    press(page, "Allocate");
    assertThat(page.locator(".receipt")).containsText("48 units are allocated");
    seen(page, "allocation");
    page.navigate("/studies/" + SLUG + "/sites?status=FINISHED");
    seen(page, "units");
    page.navigate("/studies/" + SLUG + "/plan/SETJ01");
    assertThat(page.locator("main")).containsText("12 contacts, 15 h");
    seen(page, "plan");
  }

  private String inviteACoach(Page page) {
    page.navigate("/people/invite");
    seen(page, "invite");
    page.locator("#email").fill("carla@invited.example");
    page.locator("#name").fill("Carla Coates");
    page.locator("#role").selectOption("coach");
    page.locator("#site-0").fill("SETJ02");
    page.locator("#part-0").selectOption("coach");
    press(page, "Invite");
    seen(page, "invited");
    String temporary = page.locator("#temporary-password").textContent();
    page.navigate("/people");
    seen(page, "people");
    page.navigate("/people?q=Coates");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Carla Coates")).click();
    seen(page, "person");
    return temporary;
  }

  private void comeIn(Page coach, String temporary) {
    coach.navigate("/studies/" + SLUG + "/sites");
    coach.locator("#username").fill("carla@invited.example");
    coach.locator("#password").fill(temporary);
    coach.locator("#kc-login").click();
    coach.locator("#password-new").fill(OWN_PASSWORD);
    coach.locator("#password-confirm").fill(OWN_PASSWORD);
    coach.locator("input[type=submit], button[type=submit]").last().click();
    coach.waitForURL(Pattern.compile(".*/studies/" + SLUG + "/sites"));
    assertThat(coach.locator("tbody tr")).hasCount(1);
    assertThat(coach.locator("tbody")).containsText("SETJ02");
    assertThat(coach.locator("main")).not().containsText("High-dose");
    assertThat(coach.locator("main")).not().containsText("Low-dose");
  }

  private void endAccess(Page page) {
    page.locator("#reason-end").fill("The grant ended");
    press(page, "End access");
    assertThat(page.locator(".receipt")).containsText("Their access is ended");
    seen(page, "person-ended");
  }

  private static String own(String list) {
    return list.replaceAll("(?m)^J", "SETJ").replaceAll(",J(\\d\\d),", ",SETJ$1,");
  }

  private static void paste(Page page, String text) {
    page.getByText("Or paste its text").click();
    page.locator("#pasted").fill(text);
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
    page.waitForLoadState();
  }

  private static void seen(Page page, String name) {
    Reachline.axe(page);
    Reachline.look(page, name);
  }
}
