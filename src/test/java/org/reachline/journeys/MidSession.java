package org.reachline.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.personas.Persona;

/**
 * A session under way with a hundred participants on its page and a host who takes notes, for a
 * service that is killed in the midst of it. What it puts into the database stays there.
 */
final class MidSession implements AutoCloseable {
  private static final int MANY = 100;
  private static final ContainsTextOptions PATIENTLY = new ContainsTextOptions().setTimeout(40_000);

  private final HttpClient people =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" value=\"([^\"]+)\"");

  private final Reachline reachline;
  private final SignedIn host;
  private final List<String> links;
  private final Map<String, String> tokens = new HashMap<>();

  private MidSession(Reachline reachline) throws Exception {
    this.reachline = reachline;
    host = reachline.as(Persona.HUB);
    String session = prepare();
    host.goTo(session + "/links");
    Object found =
        host.page()
            .evaluate(
                "() => [...document.querySelectorAll('tbody tr')]"
                    + ".filter(row => row.textContent.includes('@many.example'))"
                    + ".map(row => row.querySelector('input[readonly]').value)");
    links = ((List<?>) found).stream().map(Object::toString).toList();
    assertThat(links).hasSize(MANY);
    host.goTo(session + "/live");
    host.page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start the session"))
        .click();
  }

  /** A hundred people join and give a sign of life, and the host writes a note. */
  static MidSession begin(Reachline reachline) throws Exception {
    MidSession session = new MidSession(reachline);
    for (String link : session.links) {
      session.opens(link);
      session.post(link, "application/x-www-form-urlencoded", session.form(link), 303);
    }
    session.speak();
    // By itself the page looks again for those who only spoke within twenty seconds.
    session.host.page().reload();
    session.seesEverybody();
    session.types("Before the crash.");
    assertThat(session.saved()).containsText("Saved.", PATIENTLY);
    return session;
  }

  /** The service is away; the host types on. */
  void typesOn() {
    types("Before the crash. While it was away.");
    assertThat(saved()).containsText("Not saved yet", PATIENTLY);
  }

  /** The service is back: nobody presses anything, and nobody and no note is lost. */
  void goesOn() throws Exception {
    assertThat(saved()).containsText("Saved.", PATIENTLY);
    speak();
    seesEverybody();
    assertThat(
            read(
                "select count(*) from attendance a join person p on p.id = a.person_id where"
                    + " p.email like '%@many.example'"))
        .isEqualTo(MANY);
    host.page().reload();
    assertThat(host.page().locator("#notes")).hasValue("Before the crash. While it was away.");
  }

  /** Every open page gives a sign of life. */
  private void speak() throws IOException, InterruptedException {
    for (String link : links) {
      post(link + "/live/beat", "application/json", "{}", 204);
    }
  }

  private void seesEverybody() {
    assertThat(host.page().locator("#board")).containsText("Here now: " + (MANY + 1), PATIENTLY);
  }

  private void types(String words) {
    host.page().locator("#notes").fill(words);
  }

  private Locator saved() {
    return host.page().locator("[data-live-saved]");
  }

  /** Opens the page behind a link, which carries a token. */
  private void opens(String link) throws IOException, InterruptedException {
    String page =
        people
            .send(
                HttpRequest.newBuilder(URI.create(link)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Matcher token = TOKEN.matcher(page);
    assertThat(token.find()).as(page).isTrue();
    tokens.put(link, token.group(1));
  }

  private String form(String link) {
    return "csrf-token=" + tokens.get(link) + "&to=live";
  }

  private void post(String to, String type, String body, int status)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(to))
            .header("X-CSRF-Token", tokens.get(to.replaceFirst("/live.*", "")))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = people.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  /** The next session begins in a minute, and a hundred more are expected; returns its path. */
  private String prepare() throws SQLException {
    try (Connection connection = connect();
        var sql = connection.createStatement()) {
      sql.execute(
          "insert into person (id, email, name, zone, blinded, version) select 900000000 + n,"
              + " 'guest' || n || '@many.example', 'Guest ' || n, 'America/Chicago', true, 0"
              + " from generate_series(1, "
              + MANY
              + ") n");
      sql.execute(
          "insert into affiliation (id, person_id, site_id, part, from_date) select 900000000 + n,"
              + " 900000000 + n, own.site_id, own.part, current_date - 30 from generate_series(1, "
              + MANY
              + ") n, (select a.site_id, a.part from affiliation a join person p on p.id ="
              + " a.person_id where p.email = 'clinician@demo.reachline.example' order by a.part <>"
              + " 'prescriber' limit 1) own");
      try (var rows =
          sql.executeQuery(
              "update echo_session s set starts_at = now() + interval '1 minute' from echo_program"
                  + " g join study t on t.id = g.study_id where g.id = s.program_id and s.id ="
                  + " (select id from echo_session where state = 'PLANNED' and starts_at > now()"
                  + " order by starts_at limit 1) returning '/studies/' || t.slug || '/sessions/'"
                  + " || s.id")) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private int read(String query) throws SQLException {
    try (Connection connection = connect();
        var sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(reachline.jdbcUrl());
  }

  @Override
  public void close() {
    host.close();
  }
}
