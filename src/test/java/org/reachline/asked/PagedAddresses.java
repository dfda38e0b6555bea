package org.reachline.asked;

import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Parameter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.Routes;
import org.reachline.Routes.Route;
import org.reachline.base.PageNumber;

/** Every address that takes the number of a page, asked for pages that nobody means. */
final class PagedAddresses {
  private static final Pattern PREVIOUS = Pattern.compile("rel=\"prev\" href=\"([^\"]*)\"");
  private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]*)\"");
  private static final List<String> ODD =
      List.of("0", "-1", "x", "99999999999", "2147483647", "77", "", " ", "1.5", "1&page=2");

  /** Filters of which nothing that a page offers leaves a second page of 240 rows, and why. */
  private static final Map<String, String> LEAVES_NO_SECOND_PAGE =
      Map.of(
          "contamination?flag", "it leads to a flag's page and is no filter",
          "people?site", "a site has a few people",
          "sites?arm", "four arms share 240 units",
          "coaching?arm", "four arms share 240 units");

  private final Walker walker;
  private final List<String> faults = new ArrayList<>();
  private int asked;
  private int filters;
  private final Map<String, List<String>> offered = new HashMap<>();

  private PagedAddresses(Walker walker) {
    this.walker = walker;
  }

  /**
   * What is wrong, a line for each; the first line says how many lists were asked, the second how
   * many of their filters.
   */
  static List<String> faults(GrownTrial trial, Walker walker) {
    PagedAddresses all = new PagedAddresses(walker);
    TreeMap<String, Route> lists = new TreeMap<>();
    Routes.all().stream()
        .filter(route -> route.verb().equals("GET"))
        .filter(route -> has(route, PageNumber.class))
        .forEach(route -> lists.put(route.path(), route));
    lists.values().forEach(route -> all.ask(route, trial));
    all.faults.add(0, Integer.toString(all.asked));
    all.faults.add(1, Integer.toString(all.filters));
    return all.faults;
  }

  private static boolean has(Route route, Class<?> type) {
    return Arrays.stream(route.method().getParameters()).anyMatch(p -> p.getType() == type);
  }

  private void ask(Route route, GrownTrial trial) {
    for (Walking who :
        List.of(Walking.COORDINATOR, Walking.COACH, Walking.HUB, Walking.CLINICIAN)) {
      who.signIn();
      for (String path :
          List.of(
              ApiWalk.filled(route.path(), trial.coached()),
              ApiWalk.filled(route.path(), trial.coached())
                  .replace("GW-0001", trial.coached().code("WI-OWN")),
              ApiWalk.filled(route.path(), trial.logged()))) {
        HttpResponse<String> first = walker.get(path + "?page=1");
        if (first.statusCode() == 200 && first.body().contains("rel=\"next\"")) {
          asked++;
          ODD.forEach(odd -> pageIsShown(path + "?page=" + odd.replace(" ", "+")));
          lastIsTheSame(path);
          filtersStay(route, path, first.body());
          return;
        }
      }
    }
    faults.add(route.path() + " shows nobody a second page of 240 of everything");
  }

  private void pageIsShown(String address) {
    int status = walker.get(address).statusCode();
    if (status != 200) {
      faults.add(address + " answers " + status);
    }
  }

  /** A page past the end is the last one, which leads back and no further. */
  private void lastIsTheSame(String path) {
    String last = walker.get(path + "?page=99999999999").body();
    if (last.contains("rel=\"next\"") || !last.contains("rel=\"prev\"")) {
      faults.add(path + " does not show its last page for one past the end");
    }
  }

  /**
   * Every filter of a list, with a value that its own page offers and all of them together, stands
   * on the way to the next page and back, whatever number of a page is asked for.
   */
  private void filtersStay(Route route, String path, String page) {
    Map<String, String> chosen = new LinkedHashMap<>();
    for (String name : filters(route)) {
      if (values(name, page).stream().noneMatch(value -> isTaken(path, chosen, name, value))
          && !LEAVES_NO_SECOND_PAGE.containsKey(path.replaceFirst(".*/", "") + "?" + name)) {
        faults.add(path + " has no value of " + name + " that leaves a second page");
      }
    }
    if (chosen.isEmpty()) {
      return;
    }
    filters += chosen.size();
    String asked = path + "?" + query(chosen);
    ODD.forEach(odd -> pageIsShown(asked + "&page=" + odd.replace(" ", "+")));
    String next = way(NEXT, path, asked + "&page=1", chosen);
    if (next != null) {
      way(PREVIOUS, path, next, chosen);
    }
  }

  /** Takes the value to the others if a second page is left then. */
  private boolean isTaken(String path, Map<String, String> chosen, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(chosen);
    more.put(name, value);
    HttpResponse<String> answer = walker.get(path + "?" + query(more) + "&page=1");
    if (answer.statusCode() != 200 || !NEXT.matcher(answer.body()).find()) {
      return false;
    }
    chosen.put(name, value);
    return true;
  }

  /** The address that a page leads on to; a fault if it lost one of the filters. */
  private String way(Pattern to, String path, String from, Map<String, String> chosen) {
    Matcher link = to.matcher(walker.get(from).body());
    if (!link.find()) {
      faults.add(from + " leads no further");
      return null;
    }
    String address = link.group(1).replace("&amp;", "&");
    String kept = URLDecoder.decode(address, StandardCharsets.UTF_8) + "&";
    chosen.forEach(
        (name, value) -> {
          if (!kept.contains("?" + name + "=" + value + "&")
              && !kept.contains("&" + name + "=" + value + "&")) {
            faults.add(from + " loses " + name + " on the way to " + address);
          }
        });
    return address.startsWith("?") ? path + address : address;
  }

  private static List<String> filters(Route route) {
    return Arrays.stream(route.method().getParameters())
        .filter(p -> p.getType() != PageNumber.class)
        .filter(
            p -> p.isAnnotationPresent(RestQuery.class) || p.isAnnotationPresent(QueryParam.class))
        .map(Parameter::getName)
        .toList();
  }

  /** What a page, or a list before it, offers for a filter, in form and links; for words, a few. */
  private List<String> values(String name, String page) {
    List<String> found = offered.computeIfAbsent(name, n -> new ArrayList<>());
    Matcher choice =
        Pattern.compile("(?s)<select[^>]*name=\"" + name + "\".*?</select>").matcher(page);
    if (choice.find()) {
      Matcher option = Pattern.compile("<option value=\"([^\"]+)\"").matcher(choice.group());
      while (option.find()) {
        found.add(option.group(1));
      }
    }
    Matcher link = Pattern.compile("[?&;]" + name + "=([^&\"#]+)").matcher(page);
    while (link.find()) {
      found.add(URLDecoder.decode(link.group(1), StandardCharsets.UTF_8));
    }
    return Stream.concat(found.stream(), Stream.of("G", "WI")).distinct().limit(12).toList();
  }

  private static String query(Map<String, String> chosen) {
    return chosen.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
