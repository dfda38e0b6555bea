package org.reachline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.reachline.personas.Persona;

/**
 * The service that all journeys of a run share, with its own PostgreSQL, its own Keycloak and the
 * demonstration trial, and the browser that people use. Started at the first {@link #start()},
 * ended with the JVM.
 */
public final class Reachline {
  /** WCAG 2.0 to 2.2, levels A and AA. */
  private static final List<String> ACCESSIBILITY_RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private static final String AXE = axeSource();

  /** Without what axe's own driver does besides: other frames, style sheets, what passes. */
  private static final String RUN_AXE =
      """
      rules => axe.run(
        // The rows of a table are alike; a grid of a thousand cells would take half a minute.
        { exclude: [["tbody tr:nth-child(n+5)"]] },
        { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"],
          iframes: false, preload: false })
        .then(found => found.violations.map(rule =>
          [rule.id, rule.help, ...rule.nodes.map(node => node.html)].join("\\n  ")))
      """;

  /** What axe has seen: the same page in another role often looks otherwise. */
  private static final Shapes EXAMINED = new Shapes();

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static Reachline running;

  private final Map<String, String> environment;
  private final Map<Persona, List<Cookie>> signedIn = new ConcurrentHashMap<>();
  private ServiceProcess service;

  /** Playwright's objects belong to one thread; journeys run on several. */
  private final ThreadLocal<Browser> browser = ThreadLocal.withInitial(Reachline::openBrowser);

  private Reachline() {
    environment = environment("journeys");
    leaveHalfOfAnEarlierStart(home());
    service = ServiceProcess.start(environment);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    service.awaitReady();
  }

  /** The running service; the first caller waits for it. */
  public static synchronized Reachline start() {
    if (running == null) {
      // Three browsers share two processors, and a page may ask the service only every few seconds.
      PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
      running = new Reachline();
    }
    return running;
  }

  /** Settings of a service with an empty home of its own and ports that nobody uses. */
  static Map<String, String> environment(String name) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REACHLINE_HOME", ServiceProcess.emptyHome(name).toString());
    for (String port :
        List.of("QUARKUS_HTTP_PORT", "REACHLINE_POSTGRES_PORT", "REACHLINE_KEYCLOAK_PORT")) {
      environment.put(port, String.valueOf(freePort()));
    }
    return environment;
  }

  /** Starts it anew on the same home, after it has ended in whatever way. */
  ServiceProcess startAgain() {
    service = ServiceProcess.start(environment);
    return service.awaitReady();
  }

  /** The process that runs it now. */
  ServiceProcess service() {
    return service;
  }

  /** What it is started with. */
  Map<String, String> environment() {
    return environment;
  }

  /** The folder that it lives in. */
  Path home() {
    return Path.of(environment.get("REACHLINE_HOME"));
  }

  /** As a start leaves it that was killed while it prepared the data. */
  private static void leaveHalfOfAnEarlierStart(Path home) {
    try {
      Files.createDirectories(home.resolve("postgres/data.unfinished/base"));
      Files.writeString(home.resolve("postgres/data.unfinished/PG_VERSION"), "18");
      Files.createDirectories(home.resolve("keycloak/import.unfinished/people"));
      Files.writeString(home.resolve("keycloak/import.unfinished/people/x.json"), "half");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where people reach it, without a slash at the end. */
  public String address() {
    return "http://localhost:" + environment.get("QUARKUS_HTTP_PORT");
  }

  /** Issuer of its realm. */
  public String issuer() {
    return "http://localhost:" + environment.get("REACHLINE_KEYCLOAK_PORT") + "/realms/reachline";
  }

  /** An access token for the API, by password, as the how-to gets one. */
  public String tokenOf(Persona persona) {
    Properties secrets = new Properties();
    try (Reader file =
        Files.newBufferedReader(home().resolve("keycloak/client-secrets.properties"))) {
      secrets.load(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return RestAssured.given()
        .formParam("grant_type", "password")
        .formParam("client_id", "reachline-api")
        .formParam("client_secret", secrets.getProperty("REACHLINE_API_CLIENT_SECRET"))
        .formParam("username", persona.email())
        .formParam("password", Persona.PASSWORD)
        .post(issuer() + "/protocol/openid-connect/token")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /** The database behind it, for what no page shows. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%s/reachline?user=postgres"
        .formatted(environment.get("REACHLINE_POSTGRES_PORT"));
  }

  /** What the service has printed. */
  public String output() {
    return service.output();
  }

  /** A person who goes through Keycloak's sign-in page and lands on their own page. */
  public SignedIn signIn(Persona persona) {
    return SignedIn.through(visitor(), address(), persona);
  }

  /**
   * A person on their own page, who signed in before, for journeys that are about something else:
   * once in a run by Keycloak's form, and later with the cookies of then.
   */
  public SignedIn as(Persona persona) {
    Page page = visitor();
    List<Cookie> cookies =
        signedIn.computeIfAbsent(
            persona,
            somebody -> {
              SignedIn.quietly(page, address(), somebody);
              return page.context().cookies();
            });
    page.context().addCookies(cookies);
    return SignedIn.before(page, address(), persona);
  }

  /** Somebody in a browser of their own who has not signed in. */
  public Page visitor() {
    BrowserContext context =
        browser
            .get()
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL(address())
                    .setLocale("en-US")
                    .setTimezoneId("America/Chicago")
                    // A button half way between two colours is no colour to measure.
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setViewportSize(1280, 900));
    context.setDefaultTimeout(15_000);
    return context.newPage();
  }

  /**
   * Fails with what to mend when the page breaks a rule of WCAG 2.0 to 2.2, A or AA. A page of a
   * shape that was examined before in this run is not examined again.
   */
  public static void axe(Page page) {
    if (!EXAMINED.isNew(URI.create(page.url()).getPath(), page.content())) {
      return;
    }
    page.evaluate(AXE);
    List<?> violations = (List<?>) page.evaluate(RUN_AXE, ACCESSIBILITY_RULES);
    assertThat(violations).as(page.url() + " breaks rules of accessibility").isEmpty();
  }

  private static String axeSource() {
    try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Saves the whole page as pictures of a desk and of a telephone, {@code
   * target/screenshots/<name>-1280.png} and {@code -375.png}, where somebody wants to look at them:
   * {@code ./mvnw verify -Dreachline.screenshots}.
   */
  public static void look(Page page, String name) {
    if (System.getProperty("reachline.screenshots") == null) {
      return;
    }
    var before = page.viewportSize();
    for (int width : new int[] {1280, 375}) {
      page.setViewportSize(width, width == 375 ? 812 : 900);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setAnimations(ScreenshotAnimations.DISABLED)
              .setPath(SCREENSHOTS.resolve(name + "-" + width + ".png")));
    }
    page.setViewportSize(before.width, before.height);
  }

  private static Browser openBrowser() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(Chromium.path())
                .setHeadless(true)
                .setArgs(
                    List.of(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync")));
  }

  private void stop() {
    if (service.handle().isAlive()) {
      service.signal("TERM");
      service.awaitExit();
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
