package org.reachline.dose.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.TrialBuilder.Trial;

/** Follows the figures of a page to their entries and adds these up. */
final class OpenedFigures {
  private static final Pattern FIGURE =
      Pattern.compile("<a class=\"entries\" href=\"([^\"]+)\">([^<]*)</a>");
  private static final Pattern CELL =
      Pattern.compile("<a class=\"cell\" href=\"([^\"]+)\">(.*?)</a>", Pattern.DOTALL);

  private OpenedFigures() {}

  /**
   * Opens the figures of the page and says how many there were. Of a kind of figure, which differ
   * by site and month alone, it opens the first: the law for all of them is EntryTest's.
   */
  static int compare(Trial trial, String page) {
    String html = given().get(page).then().statusCode(200).extract().asString();
    int found = 0;
    Map<String, Integer> kinds = new HashMap<>();
    for (Matcher link = FIGURE.matcher(html); link.find(); ) {
      String href = link.group(1).replace("&amp;", "&");
      boolean own = href.startsWith(trial.path() + "/");
      found += own ? 1 : 0;
      if (own && kinds.merge(href.replaceAll("(site|from|to)=[^&]*", ""), 1, Integer::sum) == 1) {
        assertThat(figureOf(href)).as(page + " prints " + href).isEqualTo(link.group(2));
      }
    }
    for (Matcher cell = CELL.matcher(html); cell.find(); ) {
      found++;
      if (kinds.merge("cell", 1, Integer::sum) > 4) {
        continue;
      }
      int signs = cell.group(2).split("aria-hidden", -1).length - 1;
      assertThat(figureOf(cell.group(1).replace("&amp;", "&"))).isEqualTo("" + signs);
    }
    return found;
  }

  /** The figure above the entries, after their rows were added up here. */
  private static String figureOf(String href) {
    String html =
        given().urlEncodingEnabled(false).get(href).then().statusCode(200).extract().asString();
    Matcher printed = Pattern.compile("id=\"figure\">([^<]*)<").matcher(html);
    assertThat(printed.find()).as(href).isTrue();
    int[] sums = new int[5];
    int lines = 0;
    if (html.contains("id=\"entries\"")) {
      String table = html.substring(html.indexOf("id=\"entries\""));
      String body = table.substring(table.indexOf("<tbody>"), table.indexOf("</tbody>"));
      for (String row : body.split("<tr>")) {
        List<Integer> cells = numbers(row);
        lines += cells.isEmpty() ? 0 : 1;
        for (int i = 0; i < cells.size(); i++) {
          sums[i] += cells.get(i);
        }
      }
      List<Integer> foot = numbers(table.substring(table.indexOf("<tfoot>")));
      assertThat(foot).as(href).containsExactly(sums[0], sums[1], sums[2], sums[3], sums[4]);
    }
    String read = href.replaceAll(".*[?&]read=([a-z_]+).*", "$1");
    String expected =
        switch (read) {
          case "contacts" -> "" + sums[2];
          case "contacts_of" -> sums[2] + " of " + sums[0];
          case "minutes" -> "" + sums[3];
          case "minutes_of" -> sums[3] + " of " + sums[1];
          case "person_minutes" -> "" + sums[4];
          case "planned_contacts" -> "" + sums[0];
          case "planned_minutes" -> "" + sums[1];
          case "lines" -> "" + lines;
          default -> printed.group(1);
        };
    assertThat(printed.group(1)).as(href).isEqualTo(expected);
    return printed.group(1);
  }

  private static List<Integer> numbers(String row) {
    List<Integer> numbers = new ArrayList<>();
    for (Matcher n = Pattern.compile("<td class=\"n\">(\\d+)</td>").matcher(row); n.find(); ) {
      numbers.add(Integer.valueOf(n.group(1)));
    }
    return numbers;
  }
}
