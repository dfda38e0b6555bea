package org.reachline.base;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the field in the summary above a refused form: "Please fill this in." becomes "Start date:
 * please fill this in.", in the words of the field's own label. It works on the finished page, so
 * every form gets it without saying anything. A link to a field that the page does not have becomes
 * plain text.
 */
final class NamedProblems {
  private static final Pattern SUMMARY =
      Pattern.compile("(?s)(<div class=\"problem-summary\".*?</div>)");
  private static final Pattern ITEM =
      Pattern.compile("(?s)<li><a href=\"#([^\"]+)\">(.*?)</a></li>");
  private static final Pattern LABEL =
      Pattern.compile("(?s)<label\\b[^>]*\\bfor=\"([^\"]+)\"[^>]*>(.*?)</label>");
  private static final Pattern GROUP =
      Pattern.compile(
          "(?s)<fieldset\\b[^>]*\\bid=\"([^\"]+)\"[^>]*>\\s*<legend\\b[^>]*>(.*?)</legend>");

  /** Words with which a message of this house begins; they go on in small letters. */
  private static final Set<String> BEGINNINGS =
      Set.of(
          "Please", "This", "That", "The", "There", "At", "A", "An", "It", "No", "Choose", "Say");

  private NamedProblems() {}

  /** The page with its summary's fields named. */
  static String in(String html) {
    Matcher summary = SUMMARY.matcher(html);
    if (!summary.find()) {
      return html;
    }
    Map<String, String> labels = new HashMap<>();
    for (Pattern pattern : new Pattern[] {LABEL, GROUP}) {
      Matcher found = pattern.matcher(html);
      while (found.find()) {
        labels.putIfAbsent(found.group(1), words(found.group(2)));
      }
    }
    Matcher item = ITEM.matcher(summary.group(1));
    StringBuilder named = new StringBuilder();
    while (item.find()) {
      String field = item.group(1);
      String label = labels.get(field);
      String message =
          label == null || label.isEmpty() || item.group(2).startsWith(label)
              ? item.group(2)
              : label + ": " + continued(item.group(2));
      String line =
          html.contains(" id=\"" + field + "\"")
              ? "<li><a href=\"#" + field + "\">" + message + "</a></li>"
              : "<li>" + message + "</li>";
      item.appendReplacement(named, Matcher.quoteReplacement(line));
    }
    item.appendTail(named);
    return html.substring(0, summary.start()) + named + html.substring(summary.end());
  }

  /** A label's text without marks and without "(optional)". */
  private static String words(String label) {
    return label
        .replaceAll("(?s)<span class=\"optional\">.*?</span>", "")
        .replaceAll("<[^>]+>", "")
        .replaceAll("\\s+", " ")
        .strip()
        .replaceAll("[?:]$", "");
  }

  private static String continued(String message) {
    int end = message.indexOf(' ');
    return end > 0 && BEGINNINGS.contains(message.substring(0, end))
        ? message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1)
        : message;
  }
}
