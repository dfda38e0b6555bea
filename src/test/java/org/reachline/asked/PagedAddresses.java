package org.reachline.asked;

import java.lang.reflect.Parameter;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.Routes;
import org.reachline.Routes.Route;
import org.reachline.base.PageNumber;

/** Every address that takes the number of a page, asked for pages that nobody means. */
final class PagedAddresses {
  private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]*)\"");
  private static final List<String> ODD =
      List.of("0", "-1", "x", "99999999999", "2147483647", "77", "", " ", "1.5", "1&page=2");

  private final Walker walker;
  private final List<String> faults = new ArrayList<>();
  private int asked;

  private PagedAddresses(Walker walker) {
    this.walker = walker;
  }

  /** What is wrong, a line for each; the first line says how many lists were asked. */
  static List<String> faults(GrownTrial trial, Walker walker) {
    PagedAddresses all = new PagedAddresses(walker);
    TreeMap<String, Route> lists = new TreeMap<>();
    Routes.all().stream()
        .filter(route -> route.verb().equals("GET"))
        .filter(route -> has(route, PageNumber.class))
        .forEach(route -> lists.put(route.path(), route));
    lists.values().forEach(route -> all.ask(route, trial));
    all.faults.add(0, Integer.toString(all.asked));
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
          if (Arrays.stream(route.method().getParameters()).anyMatch(PagedAddresses::isSearch)) {
            filterStays(path);
          }
          return;
        }
      }
    }
    faults.add(route.path() + " shows nobody a second page of 240 of everything");
  }

  private static boolean isSearch(Parameter parameter) {
    return parameter.getName().equals("q");
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

  private void filterStays(String path) {
    String typed = URLEncoder.encode("G", StandardCharsets.UTF_8);
    Matcher next = NEXT.matcher(walker.get(path + "?q=" + typed).body());
    if (next.find() && !next.group(1).contains("q=" + typed)) {
      faults.add(path + " loses its filter on the way to " + next.group(1));
    }
  }
}
