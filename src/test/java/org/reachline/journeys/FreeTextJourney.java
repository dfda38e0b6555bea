package org.reachline.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reachline.base.input.FreeTexts;
import org.reachline.personas.Persona;

/**
 * Whatever people can type, each text with a mark of its own, and every page, call, export and feed
 * that a blinded researcher and a coach can ask for: they meet only the marks of texts that are for
 * them. It runs on a database of its own, because it overwrites all texts of the demonstration.
 */
@Order(3)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(400)
class FreeTextJourney {
  private static final String STUDY = "jail-moud-coaching-echo";
  private static final String DATABASE = "marked";
  private static final Pattern MARK = Pattern.compile("zqm([a-z_]+?)zqc([a-z_]+?)zqe");
  private static final Pattern LINK = Pattern.compile("(?:href|action)=\"(/[^\"#]*)");
  private static final Pattern PARAMETER = Pattern.compile("\\{\\s*(\\w+)[^/]*?\\}(?=/|$|\\.)");
  private static final Pattern TOKEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\">");
  private static final Pattern FEED = Pattern.compile("/calendar/[^\"]+\\.ics");
  private static final Duration FIRST_WORD = Duration.ofSeconds(5);
  private static final int MOST_LINKS = 250;

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.reachline");

  private static Reachline first;
  private static SecondInstance second;

  /** Keys of a few rows of each table, by table. */
  private static final Map<String, List<Long>> KEYS = new TreeMap<>();

  private static final List<String> SITES = new ArrayList<>();

  @BeforeAll
  static void marksEveryTextOfADemonstrationOfItsOwn() throws SQLException {
    first = Reachline.start();
    try (Connection admin = DriverManager.getConnection(first.jdbcUrl());
        Statement sql = admin.createStatement()) {
      sql.execute("create database " + DATABASE);
    }
    second = SecondInstance.start(first, DATABASE, Map.of("REACHLINE_DEMO", "true"));
    try (Connection marked = DriverManager.getConnection(second.jdbcUrl());
        Statement sql = marked.createStatement()) {
      // Past the triggers that keep records from being changed.
      sql.execute("set session_replication_role = replica");
      sql.execute(script("/journeys/a-row-for-every-free-text.sql"));
      for (FreeTexts.Text text : FreeTexts.everywhere()) {
        mark(sql, text);
      }
      for (FreeTexts.Text text : FreeTexts.everywhere()) {
        KEYS.put(text.table(), keys(sql, text.table()));
      }
      try (ResultSet codes =
          sql.executeQuery(
              "select code from (select code from site order by code limit 3) a union select"
                  + " s.code from affiliation f join site s on s.id = f.site_id join person p on"
                  + " p.id = f.person_id where p.email like 'coach@%'")) {
        while (codes.next()) {
          SITES.add(codes.getString(1));
        }
      }
    }
  }

  @AfterAll
  static void ends() {
    second.stop();
  }

  private static String script(String resource) {
    try (InputStream in = FreeTextJourney.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void mark(Statement sql, FreeTexts.Text text) throws SQLException {
    String mark = "zqm" + text.table() + "zqc" + text.column() + "zqe";
    boolean isJson =
        one(
                sql,
                "select data_type from information_schema.columns where table_name = '"
                    + text.table()
                    + "' and column_name = '"
                    + text.column()
                    + "'")
            .equals("jsonb");
    String value = isJson ? json(text.column(), mark) : "'" + mark + "'";
    String update = "update " + text.table() + " set " + text.column() + " = " + value + " ";
    int rows;
    try {
      rows = sql.executeUpdate(update + text.rows());
    } catch (SQLException notEveryRowMayHoldIt) {
      rows =
          sql.executeUpdate(
              update
                  + (text.rows().isEmpty() ? "where " : text.rows() + " and ")
                  + text.column()
                  + " is not null");
    }
    assertThat(rows).as("rows with " + text).isPositive();
  }

  /** The same JSON with the mark in the place of each value. */
  private static String json(String column, String mark) {
    return "case jsonb_typeof("
        + column
        + ") when 'object' then coalesce((select jsonb_object_agg(k, '"
        + mark
        + "'::text) from jsonb_object_keys("
        + column
        + ") k), '{}') when 'array' then jsonb_build_array('"
        + mark
        + "'::text) else "
        + column
        + " end";
  }

  private static String one(Statement sql, String query) throws SQLException {
    try (ResultSet rows = sql.executeQuery(query)) {
      assertThat(rows.next()).as(query).isTrue();
      return rows.getString(1);
    }
  }

  private static List<Long> keys(Statement sql, String table) throws SQLException {
    List<Long> keys = new ArrayList<>();
    boolean hasKey;
    try (ResultSet id =
        sql.executeQuery(
            "select 1 from information_schema.columns where column_name = 'id' and data_type ="
                + " 'bigint' and table_name = '"
                + table
                + "'")) {
      hasKey = id.next();
    }
    if (hasKey) {
      try (ResultSet ids =
          sql.executeQuery(
              "(select id from "
                  + table
                  + " order by id limit 1) union (select id from "
                  + table
                  + " order by id desc limit 1)")) {
        while (ids.next()) {
          keys.add(ids.getLong(1));
        }
      }
    }
    return keys;
  }

  @ParameterizedTest
  @EnumSource(names = {"BLINDED_RESEARCHER", "COACH"})
  void readerMeetsOnlyTextsThatAreForThem(Persona persona) throws Exception {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    String cookies = signIn(persona);
    Map<String, Set<String>> met = new TreeMap<>();
    Set<String> asked = new LinkedHashSet<>();
    Deque<String> ahead = new ArrayDeque<>(List.of("/home", "/me", "/my-sessions", "/my/calendar"));
    int pages = 0;
    while (!ahead.isEmpty() && pages < MOST_LINKS) {
      String path = ahead.poll();
      if (asked.add(path)) {
        pages++;
        ahead.addAll(links(ask(client, path, cookies, persona, met)));
      }
    }
    int answered = 0;
    for (String path : addresses()) {
      if (asked.add(path)) {
        answered += ask(client, path, cookies, persona, met).isEmpty() ? 0 : 1;
      }
    }
    assertThat(answered).as("addresses that answered").isGreaterThan(30);
    String feed = feed(client, cookies);
    assertThat(ask(client, feed, "", persona, met)).startsWith("BEGIN:VCALENDAR");
    if (persona == Persona.COACH) {
      assertThat(met.getOrDefault("coaching_booking.topic", Set.of())).contains(feed);
    }
    for (String path : streams()) {
      note(path, listen(client, path, cookies), met);
    }
    Set<String> untold = new TreeSet<>(met.keySet());
    for (FreeTexts.Text text : FreeTexts.everywhere()) {
      boolean may = persona == Persona.COACH ? text.readers().coach() : text.readers().blinded();
      if (may) {
        untold.remove(text.table() + "." + text.column());
      }
    }
    assertThat(untold.stream().map(text -> text + " at " + met.get(text)).toList())
        .as("texts that are not for " + persona)
        .isEmpty();
  }

  /**
   * An open page is only told to look again. Who runs a session hears every stream at once; not
   * even they get a word that somebody typed, so whoever else may listen gets none either.
   */
  @Test
  void streamsCarryNoWordsToAnybody() throws Exception {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    String cookies = signIn(Persona.COORDINATOR);
    Map<String, Set<String>> met = new TreeMap<>();
    int heard = 0;
    for (String path : streams()) {
      String said = listen(client, path, cookies);
      heard += said.startsWith("event:") || said.startsWith("data:") ? 1 : 0;
      note(path, said, met);
    }
    assertThat(heard).as("streams that said something").isPositive();
    assertThat(met).isEmpty();
  }

  private static String signIn(Persona persona) {
    Page page = first.visitor();
    SignedIn.quietly(page, second.address(), persona);
    String cookies =
        page.context().cookies().stream()
            .map((Cookie c) -> c.name + "=" + c.value)
            .collect(Collectors.joining("; "));
    page.context().close();
    return cookies;
  }

  /** Switches the feed on as its owner does, by the form; its path. */
  private static String feed(HttpClient client, String cookies) throws Exception {
    URI page = URI.create(second.address() + "/my/calendar");
    Matcher token = found(TOKEN, body(client, page, cookies));
    HttpResponse<String> renewed =
        client.send(
            HttpRequest.newBuilder(page.resolve("/my/calendar/renew"))
                .header("Cookie", cookies)
                .header("Origin", second.address())
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        token.group(1) + "=" + URLEncoder.encode(token.group(2), UTF_8)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(renewed.statusCode()).as(renewed.body()).isEqualTo(303);
    return found(FEED, body(client, page, cookies)).group();
  }

  private static String body(HttpClient client, URI page, String cookies) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(page).header("Cookie", cookies).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static Matcher found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher;
  }

  /** The first thing that a stream says, or the whole of an answer that is none. */
  private static String listen(HttpClient client, String path, String cookies) throws Exception {
    HttpResponse<InputStream> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(second.address() + path))
                .timeout(FIRST_WORD)
                .header("Cookie", cookies)
                .header("Accept", "text/event-stream")
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    StringBuilder said = new StringBuilder();
    try (InputStream stream = answer.body()) {
      CompletableFuture.runAsync(() -> read(stream, said))
          .get(FIRST_WORD.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException silent) {
      throw new AssertionError(path + " said nothing whole, only: " + said, silent);
    }
    return said.toString();
  }

  private static void read(InputStream stream, StringBuilder said) {
    try {
      for (int next = stream.read(); next >= 0; next = stream.read()) {
        said.append((char) next);
        if (said.toString().endsWith("\n\n")) {
          return;
        }
      }
    } catch (IOException ended) {
      throw new UncheckedIOException(ended);
    }
  }

  private static void note(String path, String text, Map<String, Set<String>> met) {
    Matcher mark = MARK.matcher(text);
    while (mark.find()) {
      met.computeIfAbsent(mark.group(1) + "." + mark.group(2), at -> new TreeSet<>()).add(path);
    }
  }

  private static String ask(
      HttpClient client, String path, String cookies, Persona persona, Map<String, Set<String>> met)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(second.address() + path)).timeout(Duration.ofSeconds(15));
    if (path.startsWith("/api")) {
      request.header("Authorization", "Bearer " + second.token(persona));
    } else {
      request.header("Cookie", cookies).header("Accept", "text/html,*/*");
    }
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      // A feed folds its lines.
      note(path, answer.body().replace("\r\n ", ""), met);
      return answer.statusCode() == 200 ? answer.body() : "";
    } catch (IOException noAnswer) {
      return "";
    }
  }

  private static List<String> links(String html) {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(html);
    while (link.find()) {
      String to = link.group(1).replace("&amp;", "&");
      if (!to.matches("/(logout|theme|webjars)\\b.*|.*/(room|stream|events)$")) {
        links.add(to);
      }
    }
    return links;
  }

  /** Every address that answers GET at once, with whatever its parameters can stand for. */
  private static List<String> addresses() {
    return addresses(
        method -> !isStream(method), path -> !path.matches(".*(/room|logout|signed-in).*"));
  }

  /** Every address that goes on talking. */
  private static List<String> streams() {
    List<String> streams = addresses(FreeTextJourney::isStream, path -> true);
    assertThat(streams).isNotEmpty();
    return streams;
  }

  private static boolean isStream(Method method) {
    Produces types = method.getAnnotation(Produces.class);
    return types != null && List.of(types.value()).contains(MediaType.SERVER_SENT_EVENTS);
  }

  private static List<String> addresses(Predicate<Method> kind, Predicate<String> asked) {
    Set<String> templates = new TreeSet<>();
    HOUSE.stream()
        .filter(c -> c.isAnnotatedWith(Path.class))
        .map(c -> c.reflect())
        .forEach(
            type -> {
              for (Method method : type.getMethods()) {
                Path below = method.getAnnotation(Path.class);
                if (method.isAnnotationPresent(GET.class) && kind.test(method)) {
                  templates.add(
                      ("/"
                              + type.getAnnotation(Path.class).value()
                              + "/"
                              + (below == null ? "" : below.value()))
                          .replaceAll("/+", "/"));
                }
              }
            });
    List<String> addresses = new ArrayList<>();
    for (String template : templates) {
      if (asked.test(template)) {
        addresses.addAll(filled(template));
      }
    }
    return addresses;
  }

  private static List<String> filled(String template) {
    Matcher parameter = PARAMETER.matcher(template);
    if (!parameter.find()) {
      return List.of(template);
    }
    String before = template.substring(0, parameter.start());
    Set<String> values = new LinkedHashSet<>();
    switch (parameter.group(1)) {
      case "slug" -> values.add(STUDY);
      case "code", "site", "unit" -> values.addAll(SITES);
      case "month" -> values.addAll(List.of("1", "2", "3"));
      default ->
          owners(before).forEach(table -> KEYS.get(table).forEach(key -> values.add("" + key)));
    }
    List<String> filled = new ArrayList<>();
    for (String value : values) {
      filled.addAll(filled(before + value + template.substring(parameter.end())));
    }
    return filled;
  }

  /** The tables whose keys may stand at this place of an address. */
  private static List<String> owners(String before) {
    String room = before.replaceAll("/+$", "").replaceAll(".*/", "");
    Map<String, String> known =
        Map.of(
            "sessions", "echo_session",
            "programs", "echo_program",
            "contacts", "coaching_contact",
            "projects", "change_project",
            "cycles", "pdsa_cycle",
            "walk-throughs", "walk_through",
            "contamination", "contamination_flag",
            "people", "person",
            "activities", "activity",
            "materials", "session_material");
    return known.containsKey(room)
        ? List.of(known.get(room))
        : List.of("echo_session", "coaching_contact", "change_project", "activity", "person");
  }
}
