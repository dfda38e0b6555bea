package org.reachline.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reachline.personas.Persona;

/**
 * An act is refused. The person reads why, goes back in whatever way, finds the words that they had
 * typed, and is told that they were not saved; and nobody speaks of a sign-in that never ran out.
 */
class RefusedActsJourney {
  private static final String WORDS = "RN, CADC, and 23 years";

  private final Reachline reachline = Reachline.start();

  /** Somebody else saves other words meanwhile. */
  private static final String COLLEAGUE =
      """
      async form => {
        const other = new URLSearchParams(new FormData(form));
        other.set("credential", "Others, at " + Date.now());
        await fetch(form.action, { method: "POST", body: other });
      }
      """;

  /** What is wrong with what the browser sends, by the answer that it gets. */
  private static final Map<Integer, String> WRONG =
      Map.of(
          400, "form => form.querySelector('[name=csrf-token]').remove()",
          409, COLLEAGUE,
          415, "form => form.enctype = 'text/plain'");

  /** Acts that refuse this person, in the place of the one that the form is for. */
  private static final Map<Integer, String> ELSEWHERE =
      Map.of(403, "/people/1/end", 404, "/my-sessions/987654321/statement", 405, "/about");

  @Test
  void wordsOutliveEveryRefusal() {
    try (SignedIn researcher = reachline.signIn(Persona.RESEARCHER)) {
      Page page = researcher.page();
      String refusing = refusingPage(page);
      for (int status : new int[] {400, 403, 404, 405, 409, 413, 415, 429, 500, 503}) {
        Locator form = form(researcher);
        if (WRONG.containsKey(status)) {
          form.evaluate(WRONG.get(status));
        }
        page.route(
            "**/me",
            route -> {
              boolean sent = route.request().method().equals("POST");
              if (sent && ELSEWHERE.containsKey(status)) {
                route.resume(
                    new Route.ResumeOptions().setUrl(reachline.address() + ELSEWHERE.get(status)));
              } else if (sent && !WRONG.containsKey(status)) {
                route.fulfill(answer(refusing, status));
              } else {
                route.resume();
              }
            });
        send(page, status);
        page.unroute("**/me");
        returns(page, status);
      }
      // After all that they can still save, once, and nothing comes back afterwards.
      profession(page).fill(WORDS);
      profession(page).press("Enter");
      assertThat(page.locator(".receipt")).containsText("Saved.");
      researcher.goTo("/home");
      page.goBack();
      assertThat(page.locator("#words-kept")).hasCount(0);
      assertThat(profession(page)).hasValue(WORDS);
    }
  }

  private static Route.FulfillOptions answer(String refusing, int status) {
    return new Route.FulfillOptions()
        .setStatus(status)
        .setContentType("text/html;charset=UTF-8")
        .setHeaders(Map.of("Cache-Control", "no-store"))
        .setBody(refusing.replaceFirst("data-refused=\"\\d+\"", "data-refused=\"" + status + "\""));
  }

  /**
   * The service does not answer at all; loading the browser's own page anew sends the form again.
   */
  @Test
  void wordsOutliveAServiceThatIsAway() {
    try (SignedIn hub = reachline.signIn(Persona.HUB)) {
      Page page = form(hub).page();
      page.route("**/me", route -> route.abort());
      profession(page).press("Enter");
      page.waitForURL("chrome-error://chromewebdata/");
      page.unroute("**/me");
      page.reload();
      assertThat(page.locator(".receipt")).containsText("Saved.");
      assertThat(profession(page)).hasValue(WORDS);
    }
  }

  private static String refusingPage(Page page) {
    String html =
        page.request()
            .post("/me", RequestOptions.create().setForm(FormData.create().set("name", "x")))
            .text();
    assertThat(html).contains("data-refused=\"400\"").contains("This was not taken");
    return html;
  }

  private static Locator form(SignedIn person) {
    Page page = person.goTo("/me");
    profession(page).fill(WORDS);
    return page.locator("form[action='/me']");
  }

  private static Locator profession(Page page) {
    return page.getByLabel("Profession");
  }

  private static void send(Page page, int way) {
    profession(page).press("Enter");
    assertThat(page.locator("html[data-refused='" + way + "']")).hasCount(1);
    page.waitForLoadState();
    assertThat(page.locator("#problems, #conflict, main .lead").first()).isVisible();
    assertThat(page.locator("body")).not().containsText("sign-in had run out");
    Reachline.axe(page);
  }

  private static void returns(Page page, int way) {
    // Back, as every browser has it.
    page.goBack();
    found(page, way + ", back");
    // On again to the page that refused, or to the form in its place.
    page.goForward();
    found(page, way + ", forward");
    // Away by a link, and back.
    page.navigate("/about");
    page.goBack();
    found(page, way + ", back from elsewhere");
    assertThat(page.locator("#words-kept")).containsText("it was not saved");
    // Once more the same, and loaded anew.
    page.reload();
    found(page, way + ", reloaded");
  }

  private static void found(Page page, String how) {
    assertThat(page).hasURL(java.util.regex.Pattern.compile("/me$"));
    assertThat(profession(page)).hasValue(WORDS);
    assertThat(page.locator("body").textContent()).as(how).doesNotContain("sign-in had run out");
  }

  /** The page that refuses leads back by a link, too. */
  @Test
  void theRefusingPageLeadsBackToTheWords() {
    try (SignedIn researcher = reachline.signIn(Persona.RESEARCHER)) {
      Page page = form(researcher).page();
      page.route(
          "**/me",
          route ->
              route.resume(
                  new Route.ResumeOptions().setUrl(reachline.address() + "/people/1/end")));
      send(page, 403);
      page.unroute("**/me");
      page.locator("a[data-back]").click();
      found(page, "by the link");
      assertThat(page.locator("#words-kept")).containsText("Your role does not include this");
      Reachline.axe(page);
    }
  }

  /** What the next person at the same computer finds: nothing. */
  @Test
  void wordsAreForWhoTypedThem() {
    try (SignedIn clinician = reachline.signIn(Persona.CLINICIAN)) {
      Page page = form(clinician).page();
      page.locator("form[action='/me']").evaluate(WRONG.get(400));
      send(page, 400);
      clinician.goTo("/home");
      clinician.signOut();
      SignedIn.quietly(page, reachline.address(), Persona.OUTSIDER);
      for (int back = 0; back < 4; back++) {
        page.goBack();
        if (page.url().endsWith("/me")) {
          assertThat(profession(page)).not().hasValue(WORDS);
          assertThat(page.locator("#words-kept")).hasCount(0);
        }
      }
      assertThat(List.of(page.content())).noneMatch(html -> html.contains(WORDS));
    }
  }
}
