package org.reachline.journeys;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reachline.personas.Links;

/**
 * Follows every link that a person is shown, one of each kind, and tells what was met. Each page is
 * asked for and read; the browser opens those that look like none before in this run, because it
 * takes ten times as long.
 */
final class Walk {
  private static final int MOST_PAGES = 120;

  /** What a browser has opened, whoever sat before it. */
  private static final Shapes OPENED = new Shapes();

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
    /** It was read. */
    void reads(Stop stop);

    /** It is open in the browser, the first that looks like this. */
    void opens(Page page, Stop stop);
  }

  private final String address;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Walk(String address, Page page) {
    this.address = address;
    this.page = page;
    page.onConsoleMessage(
        message -> {
          // Another journey closed what a link led to: the walk judges a 409 by itself.
          if (message.type().equals("error") && !message.text().contains("status of 409")) {
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
    Set<String> kinds = new HashSet<>();
    Map<String, String> ledFrom = new HashMap<>();
    Deque<String> ahead = new ArrayDeque<>(List.of(path));
    while (!ahead.isEmpty() && met.size() < MOST_PAGES) {
      String next = ahead.poll();
      if (!kinds.add(Links.kind(next))) {
        continue;
      }
      APIResponse answer = page.request().get(address + next);
      if (!answer.headers().getOrDefault("content-type", "").startsWith("text/html")) {
        continue;
      }
      Stop stop = new Stop(next, answer.status(), answer.text());
      answer.dispose();
      if (stop.status() == 409 && !isStillLinked(next, ledFrom.get(next))) {
        kinds.remove(Links.kind(next));
        continue;
      }
      met.put(next, stop);
      for (String link : Links.in(address, next, stop.html())) {
        ledFrom.putIfAbsent(link, next);
        ahead.add(link);
      }
      visitor.reads(stop);
      if (OPENED.isNew(next, stop.html())) {
        page.navigate(address + next);
        visitor.opens(page, stop);
      }
    }
    return met;
  }

  /** A link that was read may lead nowhere by now: a journey beside has held that session. */
  private boolean isStillLinked(String path, String from) {
    return from == null
        || Links.in(address, from, page.request().get(address + from).text()).contains(path);
  }

  /** What browsers complained of on the way: refused scripts or styles, other hosts, failures. */
  List<String> complaints() {
    return complaints;
  }
}
