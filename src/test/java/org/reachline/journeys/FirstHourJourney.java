package org.reachline.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.reachline.personas.Persona;

/**
 * The steps of {@code docs/tutorial/first-hour.md}, section by section: each of five people does
 * their day's work in the demonstration trial, and one who must not see does not.
 */
@ResourceLock("the next ECHO session")
class FirstHourJourney {
  private static final String STUDY = "/studies/jail-moud-coaching-echo";

  private final Reachline reachline = Reachline.start();

  @Test
  void theTutorialNamesTheSameSections() throws IOException {
    String tutorial = Files.readString(Path.of("docs/tutorial/first-hour.md"));
    for (String section :
        List.of(
            "The clinician reports the month",
            "The coach logs a call",
            "The hub prepares a session and takes a roll",
            "The coordinator looks over the trial and invites somebody",
            "The researcher compares the arms and takes the data along",
            "What the others do not see")) {
      assertThat(tutorial).contains("## " + section);
    }
  }

  @Test
  void theClinicianReportsTheMonth() {
    try (SignedIn mara = reachline.signIn(Persona.CLINICIAN)) {
      Page page = mara.page();
      section(page, "Monthly reports").getByRole(AriaRole.LINK).first().click();
      Reachline.look(page, "report");
      page.locator("input.number").first().waitFor();
      // A letter where a number belongs: nothing is saved, and what was typed stays.
      page.locator("#new_bup").fill("three");
      button(page, "Submit report").click();
      assertThat(page.locator("#problems")).containsText("“three” is not a number");
      assertThat(page.locator("#new_bup")).hasValue("three");
      Reachline.axe(page);
      for (Locator box : page.locator("input.number").all()) {
        box.fill("0");
      }
      page.locator("#adp").fill("180");
      page.locator("#oud_identified").fill("14");
      page.locator("#eligible").fill("12");
      page.locator("#new_bup").fill("5");
      page.locator("#new_met").fill("2");
      page.locator("#on_moud_month_end").fill("9");
      // What follows from the numbers so far, without saving: 5 and 2 begun are 7 new.
      assertThat(page.locator("#follows .value").first()).hasText("7");
      button(page, "Submit report").click();
      assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("submitted");
      Reachline.axe(page);
    }
  }

  @Test
  void theCoachLogsACall() {
    try (SignedIn cole = reachline.signIn(Persona.COACH)) {
      Page page = cole.page();
      section(page, "Your sites").getByRole(AriaRole.LINK).first().click();
      Reachline.axe(page);
      Reachline.look(page, "coaching-site");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Log a contact"))
          .first()
          .click();
      // What is most likely is filled in; the coach ticks who came and says what was agreed.
      assertThat(page.locator("#minutes")).not().hasValue("");
      page.locator("input[name=attended]").first().check();
      page.locator("#summary").fill("Walk-through of the intake; forms go to the nurses.");
      Reachline.axe(page);
      Reachline.look(page, "log-contact");
      button(page, "Log the contact").click();
      assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("Logged");
    }
  }

  @Test
  void theHubPreparesASessionAndTakesARoll() {
    try (SignedIn hanna = reachline.signIn(Persona.HUB)) {
      Page page = hanna.page();
      // By its name: a study that another journey sets up may ask for sessions first.
      section(page, "ECHO sessions")
          .getByRole(
              AriaRole.LINK,
              new Locator.GetByRoleOptions().setName(Pattern.compile("^ECHO sessions, session ")))
          .first()
          .click();
      page.getByRole(
              AriaRole.LINK,
              new Page.GetByRoleOptions().setName("Name the talk or change the room"))
          .click();
      page.locator("#didacticTitle").fill("Starting buprenorphine in the first 24 hours");
      page.locator("main form button.btn-primary").click();
      assertThat(page.locator("h1")).containsText("Starting buprenorphine in the first 24 hours");
      Reachline.axe(page);
      Reachline.look(page, "session");
      page.navigate(reachline.address() + STUDY + "/sessions");
      page.locator("table")
          .last()
          .getByRole(
              AriaRole.LINK,
              new Locator.GetByRoleOptions().setName(Pattern.compile("Session \\d+")))
          .last()
          .click();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Roll-call")).click();
      page.locator("input[name=minutes]").first().fill("45");
      page.locator("input[name=reason]").first().fill("Left for a medical emergency");
      Reachline.axe(page);
      button(page, "Save the roll-call").click();
      assertThat(page.getByRole(AriaRole.STATUS).first()).isVisible();
      assertThat(page.locator("main")).not().containsText("Nothing was saved yet");
    }
  }

  @Test
  void theCoordinatorLooksOverTheTrialAndInvitesSomebody() {
    String password;
    try (SignedIn corinne = reachline.signIn(Persona.COORDINATOR)) {
      Page page = corinne.page();
      assertThat(page.locator("main")).containsText("Late reports");
      corinne.goTo(STUDY + "/sites");
      assertThat(page.locator("main")).containsText("High-dose coaching and ECHO");
      Reachline.look(page, "sites");
      String code = firstSiteCode(corinne);
      corinne.goTo("/people/invite");
      page.locator("#email").fill("new.nurse@demo.reachline.example");
      page.locator("#name").fill("Nia Nurse");
      page.locator("#zone").fill("America/Denver");
      page.locator("#site-0").fill(code);
      page.locator("#part-0").selectOption("data_reporter");
      // Without a role nobody is invited, and what was typed stays.
      button(page, "Invite").click();
      assertThat(page.locator("#problems")).isVisible();
      assertThat(page.locator("#name")).hasValue("Nia Nurse");
      page.locator("#role").selectOption("clinician");
      // An impatient hand: the second click must not take the password's only page away.
      button(page, "Invite").dblclick();
      password = page.locator("#temporary-password").innerText();
      Reachline.axe(page);
    }
    Page page = reachline.visitor();
    page.navigate("/home");
    page.locator("#username").fill("new.nurse@demo.reachline.example");
    page.locator("#password").fill(password);
    page.locator("#kc-login").click();
    page.locator("#password-new").fill("a-better-password-2026");
    page.locator("#password-confirm").fill("a-better-password-2026");
    page.locator("input[type=submit], button[type=submit]").last().click();
    page.waitForURL(Pattern.compile(".*/home$"));
    assertThat(page.locator("h1")).containsText("Nia Nurse");
    page.context().close();
  }

  @Test
  void theResearcherComparesTheArmsAndTakesTheDataAlong() throws IOException {
    try (SignedIn rene = reachline.signIn(Persona.RESEARCHER)) {
      Page page = rene.goTo(STUDY + "/comparison");
      assertThat(page.locator("main")).containsText("Randomised contrasts");
      assertThat(page.locator("main")).containsText("rate ratio");
      assertThat(page.locator("main")).containsText("Associations, not randomised");
      Reachline.look(page, "comparison");
      Reachline.axe(page);
      rene.goTo(STUDY + "/exports");
      Reachline.axe(page);
      Reachline.look(page, "exports");
      Download download =
          page.waitForDownload(() -> page.locator("main .btn-primary").first().click());
      assertThat(entries(download.path()))
          .contains("sites.csv", "site_months.csv", "contacts.csv", "sessions.csv", "codebook.csv");
    }
  }

  @Test
  void whatTheOthersDoNotSee() {
    try (SignedIn bea = reachline.signIn(Persona.BLINDED_RESEARCHER)) {
      Page page = bea.goTo(STUDY + "/comparison");
      assertThat(page.locator("main")).not().containsText("High-dose");
      assertThat(page.locator("main")).containsText("blinded");
      Reachline.look(page, "comparison-blinded");
    }
    try (SignedIn otis = reachline.signIn(Persona.OUTSIDER)) {
      Page page = otis.page();
      assertThat(page.locator("main")).containsText("You do not belong to a site");
      assertThat(page.navigate(reachline.address() + STUDY + "/comparison").status())
          .isIn(403, 404);
      assertThat(page.locator("main")).not().containsText("High-dose");
    }
  }

  private String firstSiteCode(SignedIn coordinator) {
    Page page = coordinator.goTo(STUDY + "/sites");
    String href =
        page.locator("main table a[href*='" + STUDY + "/sites/']").first().getAttribute("href");
    return href.substring(href.lastIndexOf('/') + 1);
  }

  private static Locator section(Page page, String title) {
    return page.locator("section")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(title).setExact(true))));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static List<String> entries(Path zip) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        names.add(e.getName().substring(e.getName().lastIndexOf('/') + 1));
      }
    }
    return names;
  }
}
