package org.reachline.journeys;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.personas.Links;

/**
 * What a page looks like, for those who need not look at two that are alike: for each kind of
 * address the headings, controls and tables that were met there.
 */
final class Shapes {
  private static final Pattern MAIN = Pattern.compile("<main\\b.*</main>", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("<([a-z][a-z0-9]*)\\b([^>]*)>");
  private static final Set<String> SEEN =
      Set.of(
          "h1",
          "h2",
          "h3",
          "table",
          "form",
          "fieldset",
          "input",
          "select",
          "textarea",
          "button",
          "details",
          "figure",
          "svg");

  private final Map<String, Set<String>> met = new ConcurrentHashMap<>();

  /**
   * Whether a page brings something that was not met before at its kind of address; from now on it
   * is met.
   *
   * @param path its address within the service, with or without a query
   * @param html the page, as sent or as a browser holds it
   */
  boolean isNew(String path, String html) {
    Set<String> here = met.computeIfAbsent(Links.kind(path), kind -> ConcurrentHashMap.newKeySet());
    return here.add("the page") | here.addAll(parts(html));
  }

  private static Set<String> parts(String html) {
    Set<String> parts = new TreeSet<>();
    Matcher main = MAIN.matcher(html);
    Matcher tag = TAG.matcher(main.find() ? main.group() : html);
    while (tag.find()) {
      String name = tag.group(1);
      String classes = Links.attribute(tag.group(2), "class");
      String role = Links.attribute(tag.group(2), "role");
      if (SEEN.contains(name)
          || !role.isEmpty()
          || (name.equals("a") && classes.contains("btn"))
          || classes.matches("(.*\\s)?tag(\\s.*)?")) {
        parts.add(String.join(".", name, classes, role, Links.attribute(tag.group(2), "type")));
      }
    }
    return parts;
  }
}
