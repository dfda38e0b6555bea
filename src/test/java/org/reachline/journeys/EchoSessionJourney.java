package org.reachline.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.reachline.personas.Persona;

/**
 * An ECHO session as it happens: the hub moves the next one to now and hosts it, a clinician joins
 * from her start page, and a colleague has nothing but the link of a mail.
 */
@Order(3)
@ResourceLock("the next ECHO session")
class EchoSessionJourney {
  private static final ZoneId HUB = ZoneId.of("America/Chicago");

  private final Reachline reachline = Reachline.start();

  @Test
  void aHostAndTwoParticipantsMeetOnTheLivePage() {
    try (SignedIn hanna = reachline.as(Persona.HUB);
        SignedIn mara = reachline.as(Persona.CLINICIAN)) {
      String session = nextSession(mara.page());
      moveToNow(hanna.page(), session);
      theMinuteComes(session);
      Locator rows = hanna.goTo(session + "/links").locator("tbody tr");
      Locator colleague =
          rows.filter(new Locator.FilterOptions().setHasNotText("Mara Jensen")).first();
      String name = colleague.locator("th").innerText().lines().findFirst().orElseThrow();
      String link = colleague.locator("input[readonly]").inputValue();

      Page host = hanna.goTo(session + "/live");
      button(host, "Start the session").click();
      assertThat(host.locator("#board")).containsText("Open now");
      try {
        theyMeet(host, mara.goTo("/home"), link, name);
      } catch (RuntimeException | AssertionError failure) {
        // Closed in any case: a session that stays open would be met by the journeys beside.
        try {
          close(hanna, session);
        } catch (RuntimeException | AssertionError second) {
          failure.addSuppressed(second);
        }
        throw failure;
      }
      close(hanna, session);
      aListOfAnotherLanguageComesIn(hanna, session);
    }
  }

  /**
   * Which column is what, and whether the zone is right: both are asked before anything is saved.
   */
  private static void aListOfAnotherLanguageComesIn(SignedIn hanna, String session) {
    Page page = hanna.goTo(session + "/import");
    ZonedDateTime start = ZonedDateTime.now(ZoneId.of("America/New_York")).withSecond(0);
    DateTimeFormatter german = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm:ss");
    page.locator("main summary").click();
    page.locator("#pasted")
        .fill(
            "Name (Originalname);Benutzer-E-Mail;Beitrittszeit;Austrittszeit;Dauer (Minuten)\n"
                + "Mara Jensen;clinician@demo.reachline.example;"
                + start.minusMinutes(1).format(german)
                + ";"
                + start.plusMinutes(40).format(german)
                + ";41");
    button(page, "Show what it would do").click();
    assertThat(page.locator("h1")).hasText("Which column is what?");
    Reachline.axe(page);
    Reachline.look(page, "import-columns");
    button(page, "Read it so").click();
    assertThat(page.locator("h1")).containsText("the zone right?");
    Reachline.axe(page);
    Reachline.look(page, "import-zone");
    // A zone of Eastern time that the study knows, whichever of them.
    Locator eastern = page.locator("button[name=zone]").first();
    assertThat(eastern).containsText("1 of 1 were there");
    eastern.click();
    assertThat(page.locator("h1")).hasText("What this list would do");
    Reachline.axe(page);
    Reachline.look(page, "import-preview");
    button(page, "Take the list").click();
    assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("was taken for 1 person");
  }

  private void theyMeet(Page host, Page participant, String link, String name) {
    // From the start page, signed in.
    button(participant, "Join the session").click();
    assertThat(participant.locator("main")).containsText("You are here as Mara Jensen");

    // From the mail, on a telephone, by keyboard alone.
    Page phone = reachline.visitor();
    phone.setViewportSize(320, 640);
    // A firewall lets no events through: this page has to look by itself.
    phone.route("**/live/events", Route::abort);
    phone.navigate(link);
    Reachline.axe(phone);
    press(phone, button(phone, "Join as " + name));
    assertThat(phone.locator("main")).containsText("You are here as " + name);
    assertThat(wide(phone)).isFalse();
    Reachline.axe(phone);

    // The room fills on the host's page by itself, and what the host does shows on the others'.
    assertThat(host.locator("#board")).containsText("Mara Jensen");
    assertThat(host.locator("#board")).containsText(name);
    participant.locator("#question").fill("Which dose on day one?");
    button(participant, "Send the question").click();
    assertThat(host.locator("#board")).containsText("Which dose on day one?");
    press(phone, button(phone, "Raise your hand"));
    assertThat(phone.locator("#board")).containsText("Your hand is up");
    assertThat(host.locator("#board")).containsText("Hand up");
    button(host, "Call up Mara Jensen").click();
    assertThat(participant.locator("#board")).containsText("Called up");
    assertThat(phone.locator("#board"))
        .containsText(
            "Which dose on day one?",
            new LocatorAssertions.ContainsTextOptions().setTimeout(40_000));

    notesSurviveAReload(host);
    assertThat(participant.content()).doesNotContain("Call Dane back");
    aCaseGoesOnScreen(host, participant);
    Reachline.axe(host);
    Reachline.look(host, "live-host");
    Reachline.look(participant, "live-participant");
    Reachline.look(phone, "live-phone");
    withoutScripts(phone.context().browser(), link, name);
    phone.context().close();
  }

  /** The button comes by itself once the session has begun. */
  private static void close(SignedIn hanna, String session) {
    Page host = hanna.goTo(session + "/live");
    Locator close = host.locator("#live-close");
    assertThat(close).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(100_000));
    close.dblclick();
    // Asked first, for how many; neither a second click nor the button alone does it.
    assertThat(host.locator("h1")).containsText("people?");
    Reachline.axe(host);
    Reachline.look(host, "close-session");
    button(host, "Close the session").click();
    assertThat(host.locator("#sure")).isVisible();
    host.locator("#sure").check();
    button(host, "Close the session").click();
    assertThat(host.getByRole(AriaRole.STATUS).first()).containsText("is closed");
    Reachline.axe(host);
    Reachline.look(host, "roll-call");
  }

  private String nextSession(Page page) {
    page.getByRole(
            AriaRole.LINK, new Page.GetByRoleOptions().setName("ECHO sessions").setExact(true))
        .first()
        .click();
    return page.getByRole(
            AriaRole.REGION, new Page.GetByRoleOptions().setName("Sessions that come up"))
        .locator("tbody tr")
        .filter(new Locator.FilterOptions().setHasText("planned"))
        .first()
        .getByRole(AriaRole.LINK)
        .first()
        .getAttribute("href");
  }

  private static void moveToNow(Page page, String session) {
    page.navigate(session + "/move");
    // The next full minute that is far enough away to be still to come when the form arrives.
    LocalDateTime soon = LocalDateTime.now(HUB).plusSeconds(75);
    page.locator("#day").fill(soon.toLocalDate().toString());
    page.locator("#time").fill(soon.format(DateTimeFormatter.ofPattern("HH:mm")));
    page.locator("#reason").fill("The presenter has time today.");
    button(page, "Move the session").click();
    assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("was moved");
  }

  /** The form knows whole minutes; nobody waits for one here. */
  private void theMinuteComes(String session) {
    try (Connection connection = DriverManager.getConnection(reachline.jdbcUrl());
        var soon =
            connection.prepareStatement(
                "update echo_session set starts_at = now() + interval '20 s' where id = ?")) {
      soon.setLong(1, Long.parseLong(session.replaceFirst(".*/", "")));
      assertEquals(1, soon.executeUpdate());
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void notesSurviveAReload(Page host) {
    host.locator("#notes").fill("Call Dane back about the intake form.");
    assertThat(host.locator("[data-live-saved]")).containsText("Saved.");
    host.reload();
    assertThat(host.locator("#notes")).hasValue("Call Dane back about the intake form.");
    theButtonKeepsTheWordsWhileTheServiceIsAway(host);
  }

  private static void theButtonKeepsTheWordsWhileTheServiceIsAway(Page host) {
    String words = "Call Dane back about the intake form. Today.";
    for (int way = 0; way < 2; way++) {
      // Once nobody answers, once a proxy does.
      boolean proxy = way == 1;
      host.route(
          "**/live/notes**",
          route -> {
            if (proxy) {
              route.fulfill(new Route.FulfillOptions().setStatus(502).setBody("<h1>Bad gateway"));
            } else {
              route.abort();
            }
          });
      String typed = words + way;
      host.locator("#notes").fill(typed);
      button(host, "Save the notes").click();
      assertThat(host.locator("[data-live-saved]")).containsText("Not saved yet");
      assertThat(host.locator("#notes")).hasValue(typed);
      host.unroute("**/live/notes**");
      button(host, "Save the notes").click();
      assertThat(host.locator("[data-live-saved]")).hasText("Saved.");
    }
    host.reload();
    assertThat(host.locator("#notes")).hasValue(words + 1);
  }

  private static void aCaseGoesOnScreen(Page host, Page participant) {
    host.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Write the text of"))
        .first()
        .click();
    host.locator("#wording").fill("A person in their forties, withdrawal on the second day.");
    Reachline.axe(host);
    button(host, "Save").click();
    host.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Put on screen"))
        .first()
        .click();
    assertThat(participant.locator("#board")).containsText("withdrawal on the second day");
  }

  /** An old browser that runs no scripts: the door, the page, and on to the video room. */
  private void withoutScripts(Browser browser, String link, String name) {
    try (BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(reachline.address())
                .setJavaScriptEnabled(false)
                .setViewportSize(320, 640))) {
      Page page = context.newPage();
      // By key: without scripts the browser does not tell whether a control has stopped moving.
      page.route(
          "https://video.example/**",
          route -> route.fulfill(new Route.FulfillOptions().setBody("The video room")));
      page.navigate(link);
      button(page, "Join as " + name).press("Enter");
      assertThat(page.locator("main")).containsText("Here now");
      button(page, "I am still here: look again").press("Enter");
      page.locator("#question").fill("Without scripts?");
      button(page, "Send the question").press("Enter");
      assertThat(page.locator("#board")).containsText("Without scripts?");
      page.navigate(link);
      button(page, "Join and go straight to the video room").press("Enter");
      page.waitForURL("https://video.example/**");
      assertThat(page.content()).contains("The video room");
    }
  }

  /** Goes to a control with the tabulator key and presses it with the enter key. */
  private static void press(Page page, Locator control) {
    for (int tabs = 0; tabs < 60; tabs++) {
      if ((Boolean) control.evaluate("e => e === document.activeElement")) {
        page.keyboard().press("Enter");
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("the keyboard does not reach " + control);
  }

  private static boolean wide(Page page) {
    page.waitForLoadState(); // its style sheets are there
    return (Boolean)
        page.evaluate(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
