package org.reachline.personas;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the links of a page lead, for tests that walk over all pages. */
public final class Links {
  private static final Pattern LINK = Pattern.compile("<a\\b([^>]*)>");

  private Links() {}

  /**
   * Addresses within the service to which a page leads, without downloads and sign-out.
   *
   * @param address of the service, without a slash at its end
   * @param path the page's own
   * @param html the page
   */
  public static List<String> in(String address, String path, String html) {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(html);
    while (link.find()) {
      String href = attribute(link.group(1), "href").replace("&amp;", "&");
      if (href.isEmpty() || link.group(1).matches("(?s).*\\sdownload\\b.*")) {
        continue;
      }
      // java.net.URI takes the last part of the path away where only the query differs.
      String whole =
          href.startsWith("?")
              ? address + path.replaceFirst("\\?.*", "") + href
              : URI.create(address + path).resolve(href).toString();
      String to = whole.replaceFirst("#.*", "");
      // A room leads on to somebody else's video service.
      boolean aside = to.matches(".*(/logout|/room|\\.csv|\\.zip|\\.ics|\\.pdf|/api/.*)$");
      if (to.startsWith(address + "/") && !aside) {
        links.add(to.substring(address.length()));
      }
    }
    return links;
  }

  /** The address without what tells two pages of one kind apart: numbers, codes, the query. */
  public static String kind(String path) {
    return path.replaceFirst("\\?.*", "?")
        .replaceAll("/-?\\d+(?=[/?]|$)", "/#")
        .replaceAll("/[A-Z]{2}-[A-Z0-9-]+", "/CODE")
        .replaceAll("/studies/[a-z0-9-]+", "/studies/*");
  }

  /** The value of an attribute in the inside of a tag; empty if it has none. */
  public static String attribute(String inside, String name) {
    Matcher found = Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(inside);
    return found.find() ? found.group(1) : "";
  }
}
