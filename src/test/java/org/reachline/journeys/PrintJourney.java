package org.reachline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripperByArea;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reachline.personas.Persona;

/**
 * Pages on paper: nothing is cut off at the edge, and a table that goes on says its heads again.
 */
class PrintJourney {
  private static final String STUDY = "/studies/jail-moud-coaching-echo";

  /** Every word that paper should show: what is laid out, and no screen reader's hints. */
  private static final String WORDS =
      """
      () => {
        const words = [];
        const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          const box = node.parentElement;
          // What is kept for a screen reader, or for a narrow page, is a point wide.
          if (!box.closest(".no-print, option, script, style, title, desc, textarea")
              && box.checkVisibility({ visibilityProperty: true })
              && box.getBoundingClientRect().width > 1) {
            words.push(...node.textContent.split(/\\s+/));
          }
        }
        return words.filter(word => word);
      }
      """;

  /** The heads of each table that has some, one text for each table. */
  private static final String HEADS =
      """
      () => [...document.querySelectorAll("main table")]
        .filter(table => table.tHead && table.checkVisibility())
        .map(table => [...table.tHead.rows[table.tHead.rows.length - 1].cells].map(cell => {
          const shown = cell.cloneNode(true);
          shown.querySelectorAll(".visually-hidden").forEach(hint => hint.remove());
          return shown.textContent.split(/\\s+/).filter(word => word);
        }).flat())
      """;

  private final Reachline reachline = Reachline.start();

  /** A page that people print, and who. */
  record Printed(Persona who, String name, Function<Page, String> path) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Printed> pages() {
    return List.of(
        new Printed(Persona.COORDINATOR, "completeness grid", page -> STUDY + "/reach"),
        new Printed(Persona.COORDINATOR, "attendance grid", page -> STUDY + "/sessions/attendance"),
        new Printed(Persona.COORDINATOR, "coaching board", page -> STUDY + "/coaching"),
        new Printed(Persona.RESEARCHER, "comparison", page -> STUDY + "/comparison"),
        new Printed(
            Persona.CLINICIAN,
            "monthly report",
            page -> first(page, "/reach", "a[href*='/reach/']:not([href$='import'])")),
        new Printed(
            Persona.COACH,
            "a site's coaching",
            page -> first(page, "/coaching", "main tbody th a")));
  }

  private static String first(Page page, String list, String link) {
    page.navigate(STUDY + list);
    return page.locator(link).first().getAttribute("href");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void paperShowsEveryWordAndEveryHead(Printed printed) throws IOException {
    try (SignedIn somebody = reachline.as(printed.who())) {
      Page page = somebody.page();
      page.navigate(printed.path().apply(page));
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))");
      @SuppressWarnings("unchecked")
      List<String> words = (List<String>) page.evaluate(WORDS);
      @SuppressWarnings("unchecked")
      List<List<String>> heads = (List<List<String>>) page.evaluate(HEADS);
      byte[] pdf =
          page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true).setPrintBackground(true));
      List<String> sheets = sheets(pdf);
      String paper = squeezed(String.join(" ", sheets));
      SortedSet<String> cut = new TreeSet<>();
      words.stream().filter(word -> !paper.contains(squeezed(word))).forEach(cut::add);
      assertThat(cut).as("words of " + page.url() + " that no sheet shows").isEmpty();
      assertThat(words).hasSizeGreaterThan(50);
      for (List<String> head : heads) {
        assertThat(sheets.stream().map(sheet -> missingOn(sheet, head)))
            .as("what each sheet lacks of " + head)
            .anyMatch(Set::isEmpty);
      }
    }
  }

  private static Set<String> missingOn(String sheet, List<String> head) {
    String words = squeezed(sheet);
    Set<String> missing = new TreeSet<>(head);
    missing.removeIf(word -> words.contains(squeezed(word)));
    return missing;
  }

  /** The text within the edges of each sheet. */
  private static List<String> sheets(byte[] pdf) throws IOException {
    List<String> sheets = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      for (PDPage sheet : document.getPages()) {
        PDFTextStripperByArea within = new PDFTextStripperByArea();
        within.setSortByPosition(false);
        within.addRegion(
            "sheet",
            new Rectangle2D.Float(
                0, 0, sheet.getCropBox().getWidth(), sheet.getCropBox().getHeight()));
        within.extractRegions(sheet);
        sheets.add(within.getTextForRegion("sheet"));
      }
    }
    return sheets;
  }

  /** Without blanks and the ligatures and hyphens in which paper differs from a page. */
  private static String squeezed(String text) {
    return text.replaceAll("[\\s\\u00a0\\u00ad\\u200b]+", "")
        .replace("\ufb01", "fi")
        .replace("\ufb02", "fl")
        .replace("\ufb00", "ff")
        .replace("\ufb03", "ffi");
  }
}
