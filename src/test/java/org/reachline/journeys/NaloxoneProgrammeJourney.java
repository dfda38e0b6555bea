package org.reachline.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.reachline.personas.Persona;

/**
 * A coordinator runs a naloxone programme: sites, trainers who train trainers, a mistake mended.
 */
class NaloxoneProgrammeJourney {
  private static final String STUDY = "/studies/oend-naloxone";

  private final Reachline reachline = Reachline.start();

  @Test
  void trainersTrainTrainersAndTheLedgerKnows() {
    LocalDate start = LocalDate.now(ZoneId.of("America/New_York")).minusMonths(2);
    try (SignedIn coordinator = reachline.as(Persona.COORDINATOR)) {
      Page page = coordinator.page();
      page.navigate(STUDY + "/activities");
      seen(page, "activities-none");
      enrol(page, start);
      page.navigate(STUDY + "/activities");
      page.getByRole(AriaRole.LINK, named("Franklin outreach")).click();
      seen(page, "activities-empty");
      page.getByRole(AriaRole.LINK, named("Log an activity")).click();
      press(page, "Log the activity");
      assertThat(page.locator("#problems")).containsText("Which is it: please fill this in.");
      assertThat(page.locator("#problems")).containsText("Day: please fill this in.");
      seen(page, "activity-refused");
      log(
          page,
          "Training of trainers, month 1",
          start.plusDays(9),
          "240",
          "Trainer",
          "4",
          "The hub");
      page.navigate(STUDY + "/activities/OEND-FRANKLIN/log");
      log(
          page,
          "Training by trainers, month 2",
          start.plusDays(38),
          "110",
          "Outreach worker",
          "12",
          "Generation 2");
      assertThat(page.locator("main")).containsText("2 of 3");
      assertThat(page.locator(".cascade .generation-2")).containsText("12 × Outreach worker");
      seen(page, "activities-timeline");
      page.locator("h3 a").first().click();
      page.getByRole(AriaRole.LINK, named("Amend")).click();
      page.locator("#minutes").fill("180");
      page.locator("#reason").fill("The second half was cancelled");
      press(page, "Save the amendment");
      assertThat(page.locator(".history")).containsText("Minutes: “240” became “180”");
      seen(page, "activity");
      page.navigate(STUDY + "/activities");
      assertThat(page.locator("main")).containsText("290 of 480 min");
      seen(page, "activities-board");
      page.navigate(STUDY + "/coaching/OEND-FRANKLIN/ledger");
      assertThat(page.locator("main")).containsText("290 of 480 minutes");
      seen(page, "activities-ledger");
      upload(page, start);
    }
  }

  private void enrol(Page page, LocalDate start) {
    page.navigate("/sites/upload");
    paste(
        page,
        """
        code,name,type,size,state,zone,partner_of
        OEND-FRANKLIN,Franklin outreach,outreach_site,,MA,America/New_York,
        OEND-HAMPDEN,Hampden outreach,outreach_site,,MA,America/New_York,
        """);
    press(page, "Check the list");
    press(page, "Save these sites");
    assertThat(page.locator(".receipt")).containsText("2 sites new");
    page.navigate(STUDY + "/enrolment/upload");
    paste(
        page,
        "unit,site,enrolled_on,starts_on\n"
            + "OEND-FRANKLIN,OEND-FRANKLIN,%1$s,%1$s\nOEND-HAMPDEN,OEND-HAMPDEN,%1$s,%1$s\n"
                .formatted(start));
    press(page, "Check the list");
    press(page, "Save these enrolments");
    assertThat(page.locator(".receipt")).containsText("2 units new");
  }

  private static void log(
      Page page,
      String planned,
      LocalDate day,
      String minutes,
      String part,
      String people,
      String trainedBy) {
    String value =
        page.locator("#planned option")
            .filter(new Locator.FilterOptions().setHasText(planned))
            .getAttribute("value");
    page.locator("#planned").selectOption(value);
    page.locator("#day").fill(day.toString());
    page.locator("#minutes").fill(minutes);
    page.locator("#part").selectOption(new SelectOption().setLabel(part));
    page.locator("#people").fill(people);
    String parent =
        page.locator("#trainedBy option")
            .filter(new Locator.FilterOptions().setHasText(trainedBy))
            .getAttribute("value");
    page.locator("#trainedBy").selectOption(parent);
    page.locator("#actor").fill("Trainer of the hub");
    page.locator("#action").fill("Taught overdose response and how to hand on a kit");
    page.locator("#resources").fill("40 kits, 12 manikins");
    page.locator("#justification").fill("Outreach workers change often, so trainers must stay");
    press(page, "Log the activity");
    assertThat(page.locator(".receipt")).containsText("on record");
  }

  private static void upload(Page page, LocalDate start) {
    page.navigate(STUDY + "/activities-import");
    seen(page, "activities-import");
    String list =
        "site,strategy,planned,day,minutes,part,people,actor,action\n"
            + "OEND-HAMPDEN,champions,champion_named@1,"
            + start.plusDays(3)
            + ",%s,champion,1,Hub,Named and briefed the champion\n";
    paste(page, list.formatted("an hour"));
    press(page, "Check the list");
    assertThat(page.locator("h1")).hasText("Some rows cannot be taken");
    seen(page, "activities-import-refused");
    page.navigate(STUDY + "/activities-import");
    paste(page, list.formatted("50"));
    press(page, "Check the list");
    seen(page, "activities-import-preview");
    press(page, "Log these activities");
    assertThat(page.locator(".receipt")).containsText("1 activity new");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static void paste(Page page, String text) {
    page.getByText("Or paste its text").click();
    page.locator("#pasted").fill(text);
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, named(button)).click();
    page.waitForLoadState();
  }

  /** Looks at the page as axe and as people with a telephone do. */
  private static void seen(Page page, String name) {
    Reachline.axe(page);
    Reachline.look(page, name);
    page.setViewportSize(320, 640);
    org.assertj.core.api.Assertions.assertThat(
            page.evaluate(
                "() => document.documentElement.scrollWidth >"
                    + " document.documentElement.clientWidth"))
        .as(name + " is wider than a telephone of 320 px")
        .isEqualTo(false);
    page.setViewportSize(1280, 900);
  }
}
