package org.reachline.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reachline.TrialBuilder;
import org.reachline.journeys.Chromium;
import org.reachline.journeys.Reachline;
import org.reachline.personas.AsBlindedResearcher;
import org.reachline.personas.AsResearcher;

/** The page in a real browser, under the content policy that visitors get. */
@QuarkusTest
class ComparisonChartTest {
  private static Playwright playwright;
  private static Browser browser;

  @TestHTTPResource URL address;

  @BeforeAll
  static void open() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Chromium.path())
                    .setArgs(
                        List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic")));
  }

  @AfterAll
  static void close() {
    playwright.close();
  }

  private Page visit(TrialBuilder.Trial trial, boolean scripts, List<String> complaints) {
    Page page =
        browser
            .newContext(
                new Browser.NewContextOptions()
                    .setJavaScriptEnabled(scripts)
                    .setViewportSize(1280, 900))
            .newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(address.toString().replaceAll("/$", "") + trial.path() + "/comparison");
    return page;
  }

  @Test
  @AsResearcher
  void drawsALinePerArmWithMarkAndStyleOfItsOwn() {
    TrialBuilder.Trial trial =
        ReportedTrial.reported(12, ReportedTrial.LONG_OVER, month -> month != 11);
    List<String> complaints = new ArrayList<>();
    Page page = visit(trial, true, complaints);
    Locator chart = page.locator(".only-wide svg.lines");
    for (String words :
        List.of(
            "Baseline",
            "Intervention",
            "Sustainability",
            "Low-dose coaching",
            "High-dose coaching and ECHO")) {
      assertThat(chart.textContent()).contains(words);
    }
    // Told apart without colour: each of the four lines is heavy or broken in its own way.
    assertThat(
            chart
                .locator("polyline")
                .evaluateAll(
                    "lines => [...new Set(lines.map(l => getComputedStyle(l)).map(l => l.strokeDasharray + l.strokeWidth))].length"))
        .isEqualTo(4);
    assertThat(page.locator("#trajectory-numbers").getAttribute("open")).isNull();
    assertThat(chart.textContent()).contains("month 9: ").contains("from 3 sites");
    assertThat(complaints).isEmpty();
    Reachline.axe(page);
    Reachline.look(page, "comparison");
  }

  @Test
  @AsResearcher
  void everythingIsThereWithoutScripts() {
    TrialBuilder.Trial trial = ReportedTrial.reported(4, ReportedTrial.LONG_OVER, month -> true);
    Page page = visit(trial, false, new ArrayList<>());
    assertThat(page.locator(".only-wide svg.lines").isVisible()).isTrue();
    page.locator("#trajectory-numbers summary").click();
    assertThat(page.locator("#trajectory-numbers table").isVisible()).isTrue();
    assertThat(page.locator("#trajectory-numbers tbody tr").count()).isEqualTo(30);
  }

  @Test
  @AsBlindedResearcher
  void blindedResearcherSeesOneLine() {
    TrialBuilder.Trial trial = ReportedTrial.reported(8, ReportedTrial.LONG_OVER, month -> true);
    List<String> complaints = new ArrayList<>();
    Page page = visit(trial, true, complaints);
    assertThat(page.locator(".only-wide svg.lines polyline").count()).isPositive();
    assertThat(page.locator("[class*=arm-stroke]").count()).isZero();
    ComparisonPageTest.assertTellsNoArm(trial, page.locator("main").textContent());
    assertThat(complaints).isEmpty();
    Reachline.axe(page);
    Reachline.look(page, "comparison-blinded");
  }
}
