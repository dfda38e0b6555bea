package org.reachline.journeys;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows every link that a person is shown, one of each kind, and tells what was met. Two
 * addresses are of one kind when they differ only in numbers, codes or the query.
 */
final class Walk {
  private static final int OF_EACH_KIND = 1;
  private static final int MOST_PAGES = 120;

  /**
   * A page that was met.
   *
   * @param path its address within the service, with the query
   * @param status HTTP status
   * @param html the page as it was sent
   */
  record Stop(String path, int status, String html) {}

  /** What to do at each page. */
  interface Visitor {
    void at(Page page, Stop stop);
  }

  private final String address;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Walk(String address, Page page) {
    this.address = address;
    this.page = page;
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(page.url() + ": " + message.text());
          }
        });
    page.onRequest(
        request -> {
          if (!request.url().startsWith(address) && !request.url().startsWith("data:")) {
            complaints.add(page.url() + " asks another host: " + request.url());
          }
        });
  }

  /** Walks from a path; returns every page met, in order. */
  Map<String, Stop> from(String path, Visitor visitor) {
    Map<String, Stop> met = new LinkedHashMap<>();
    Map<String, Integer> kinds = new HashMap<>();
    Deque<String> ahead = new ArrayDeque<>(List.of(path));
    while (!ahead.isEmpty() && met.size() < MOST_PAGES) {
      String next = ahead.poll();
      if (met.containsKey(next) || kinds.merge(kind(next), 1, Integer::sum) > OF_EACH_KIND) {
        continue;
      }
      Response response = page.navigate(address + next);
      if (!response.headers().getOrDefault("content-type", "").startsWith("text/html")) {
        continue;
      }
      Stop stop = new Stop(next, response.status(), page.content());
      met.put(next, stop);
      ahead.addAll(links());
      visitor.at(page, stop);
    }
    return met;
  }

  /** What browsers complained of on the way: refused scripts or styles, other hosts, failures. */
  List<String> complaints() {
    return complaints;
  }

  private List<String> links() {
    List<String> links = new ArrayList<>();
    Object hrefs =
        page.evaluate(
            "() => [...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)");
    for (Object href : (List<?>) hrefs) {
      URI uri = URI.create(href.toString().replaceFirst("#.*", ""));
      String link = uri.toString();
      boolean ours = link.startsWith(address + "/");
      // A room leads on to somebody else's video service.
      boolean page = !link.matches(".*(/logout|/room|\\.csv|\\.zip|\\.ics|\\.pdf|/api/.*)$");
      if (ours && page) {
        links.add(link.substring(address.length()));
      }
    }
    return links;
  }

  /** The address without what tells two pages of one kind apart. */
  static String kind(String path) {
    return path.replaceFirst("\\?.*", "?")
        .replaceAll("/-?\\d+(?=[/?]|$)", "/#")
        .replaceAll("/[A-Z]{2}-[A-Z0-9-]+", "/CODE")
        .replaceAll("/studies/[a-z0-9-]+", "/studies/*");
  }
}
