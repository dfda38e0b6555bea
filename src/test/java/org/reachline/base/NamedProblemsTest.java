package org.reachline.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamedProblemsTest {
  private static String page(String items, String form) {
    return "<div class=\"problem-summary\" id=\"problems\"><ul>" + items + "</ul></div>" + form;
  }

  private static String item(String field, String message) {
    return "<li><a href=\"#" + field + "\">" + message + "</a></li>";
  }

  @Test
  void namesTheFieldInTheWordsOfItsLabel() {
    String form =
        "<label class=\"form-label\" for=\"start\">Start date"
            + " <span class=\"optional\">(optional)</span></label><input id=\"start\">"
            + "<fieldset class=\"mb-3\" id=\"coaches\"><legend>Who coached</legend></fieldset>"
            + "<label for=\"why\">Why is it withdrawn?</label><input id=\"why\">";
    String items =
        item("start", "Please fill this in.")
            + item("coaches", "Choose somebody.")
            + item("why", "“x” is too short.");
    assertThat(NamedProblems.in(page(items, form)))
        .isEqualTo(
            page(
                item("start", "Start date: please fill this in.")
                    + item("coaches", "Who coached: choose somebody.")
                    + item("why", "Why is it withdrawn: “x” is too short."),
                form));
  }

  @Test
  void linksNowhereThatThePageDoesNotHave() {
    String items = item("gone", "This cannot be taken.") + item("named", "Minutes: at least 1.");
    assertThat(
            NamedProblems.in(page(items, "<label for=\"named\">Minutes</label><i id=\"named\">")))
        .contains("<li>This cannot be taken.</li>")
        .contains(item("named", "Minutes: at least 1."));
  }

  @Test
  void leavesAPageWithoutASummaryAlone() {
    String page = "<label for=\"a\">A</label><input id=\"a\">";
    assertThat(NamedProblems.in(page)).isSameAs(page);
  }

  @Test
  void wordsWithDollarSignsAndBackslashesComeThrough() {
    String items = item("a", "“$1 \\ 2” is not a number.");
    assertThat(NamedProblems.in(page(items, "<label for=\"a\">Costs in $</label><i id=\"a\">")))
        .contains(item("a", "Costs in $: “$1 \\ 2” is not a number."));
  }
}
