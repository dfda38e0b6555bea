package org.reachline.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.reachline.personas.Persona;

/**
 * Coaching in the demonstration trial: what a coach's log costs in keystrokes and clicks, what a
 * coordinator foresees, and what a clinician does not get to read.
 */
class CoachingJourney {
  private static final String STUDY = "/studies/jail-moud-coaching-echo";
  private static final String SECRET = "The administrator wants out, I think";

  /**
   * Seconds that an office worker who does not touch-type needs for a keystroke (0.28) and for
   * pointing and clicking (1.3), and for making up one's mind before each act (1.35): the
   * keystroke-level model of Card, Moran and Newell, Communications of the ACM 1980;23:396-410.
   */
  private static final double KEY = 0.28;

  private static final double CLICK = 1.3;
  private static final double MIND = 1.35;

  private final Reachline reachline = Reachline.start();

  /** Counts what a person does; the words of the summary are part of it. */
  private static final class Effort {
    private int keys;
    private int clicks;

    void click(Locator what) {
      what.click();
      clicks++;
    }

    void type(Locator where, String words) {
      click(where);
      where.pressSequentially(words);
      keys += words.length();
    }

    double seconds() {
      return keys * KEY + clicks * (CLICK + MIND);
    }

    void isUnderAMinute(String what) {
      System.out.printf(
          "%s: %d keystrokes, %d clicks, %.0f s by the keystroke-level model%n",
          what, keys, clicks, seconds());
      assertThat(seconds()).as(what + ", seconds").isLessThan(60);
      assertThat(clicks).as(what + ", clicks").isLessThanOrEqualTo(8);
    }
  }

  @Test
  void aCoachLogsFromTheSitesRowInUnderAMinute() {
    try (SignedIn cole = reachline.as(Persona.COACH)) {
      Page page = cole.goTo(STUDY + "/coaching");
      Effort effort = new Effort();
      effort.click(page.locator("table.board tbody th a").first());
      effort.click(link(page, "Log a contact"));
      effort.click(page.locator("input[name=attended]").first());
      effort.type(page.locator("#summary"), "Walk-through of intake done; forms go to the nurses.");
      effort.type(page.locator("#privateNotes"), SECRET);
      effort.click(button(page, "Log the contact"));
      assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("Logged");
      effort.isUnderAMinute("Log from the site's row, private note included");
    }
  }

  @Test
  void aSiteBooksAndTheCoachLogsFromTheBooking() {
    String site;
    try (SignedIn cole = reachline.as(Persona.COACH)) {
      Page page = cole.goTo(STUDY + "/coaching");
      site = page.locator("table.board tbody th a").first().getAttribute("href");
      page.navigate(reachline.address() + site + "/book");
      page.locator("#topic").fill("Who screens at night");
      if (page.locator("#person").count() > 0) {
        page.locator("#person").selectOption(new String[] {firstChoice(page)});
      }
      page.locator("button[name=slot]").first().click();
      assertThat(page.locator("h1")).containsText("Booked:");
      Reachline.axe(page);
      Reachline.look(page, "booking");
      String booking = page.url();
      // The calendar entry leads to the same address as the booking's button.
      Effort effort = new Effort();
      effort.click(link(page, "Log this contact"));
      assertThat(page.locator("#topics")).hasValue("Who screens at night");
      // It lies ahead in the demonstration; the form says so and keeps everything.
      effort.type(page.locator("#summary"), "The night nurse asks; the sergeant keeps the room.");
      effort.click(button(page, "Log the contact"));
      assertThat(page.locator("#problems"))
          .containsText("lies ahead. Log a contact when it has taken place.");
      assertThat(page.locator("#topics")).hasValue("Who screens at night");
      assertThat(page.locator("input[name=booking]")).not().hasValue("");
      effort.isUnderAMinute("Log from the booking");
      // As if the day had come.
      page.locator("#day").fill(LocalDate.now().minusDays(2).toString());
      page.locator("#time").fill("07:35");
      button(page, "Log the contact").click();
      assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("Logged");
      page.navigate(booking);
      assertThat(page.locator("main")).containsText("The contact that was logged");
      assertThat(page.locator("main")).not().containsText("Cancel this booking");
    }
  }

  @Test
  void aCoordinatorForeseesAndExplains() {
    try (SignedIn corinne = reachline.as(Persona.COORDINATOR)) {
      Page page = corinne.goTo(STUDY + "/coaching?sort=until");
      assertThat(page.locator("table.board tbody tr").first())
          .containsText(Pattern.compile("within reach|can be met until the week of"));
      Reachline.look(page, "coaching-board");
      page.navigate(reachline.address() + STUDY + "/coaching?arm=HIGH&view=months");
      assertThat(page.locator("table.months tbody tr").first()).isVisible();
      Reachline.look(page, "coaching-months");
      page.navigate(reachline.address() + STUDY + "/contamination");
      Reachline.axe(page);
      assertThat(page.locator("main")).containsText("flag");
      page.navigate(reachline.address() + STUDY + "/change-projects");
      page.getByRole(
              AriaRole.LINK, new Page.GetByRoleOptions().setName("Ask in private at booking"))
          .click();
      assertThat(page.locator("svg polyline").first()).isVisible();
      assertThat(page.locator("main")).not().containsText("Plan a cycle");
      Reachline.axe(page);
      Reachline.look(page, "change-project");
    }
  }

  @Test
  void aClinicianReadsNoPrivateNoteAndNoPlan() {
    String contact;
    try (SignedIn cole = reachline.as(Persona.COACH)) {
      Page page = cole.goTo(STUDY + "/coaching");
      page.locator("table.board tbody th a").last().click();
      link(page, "Log a contact").click();
      page.locator("#planned").selectOption(new String[] {"coaching|"});
      page.locator("#time").fill("00:05");
      page.locator("#minutes").fill("5");
      page.locator("#privateNotes").fill(SECRET);
      button(page, "Log the contact").click();
      assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("Logged");
      page.locator("table.report").last().locator("tbody th a").last().click();
      assertThat(page.locator("main")).containsText(SECRET);
      contact = page.url();
    }
    try (SignedIn corinne = reachline.as(Persona.COORDINATOR)) {
      corinne.page().navigate(contact);
      assertThat(corinne.page().locator("main")).not().containsText(SECRET);
    }
    try (SignedIn mara = reachline.as(Persona.CLINICIAN)) {
      int status = mara.page().navigate(contact).status();
      assertThat(mara.page().locator("main")).not().containsText(SECRET);
      if (status == 200) {
        assertThat(mara.page().locator("main")).not().containsText("Private notes");
      }
      assertThat(mara.page().navigate(reachline.address() + STUDY + "/exports").status())
          .isIn(403, 404);
      Page page = mara.goTo("/home");
      assertThat(page.locator("main")).containsText("Booked coaching");
      Reachline.look(page, "clinician-home");
    }
  }

  private static String firstChoice(Page page) {
    return page.locator("#person option").first().getAttribute("value");
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(
            AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name)))
        .first();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
