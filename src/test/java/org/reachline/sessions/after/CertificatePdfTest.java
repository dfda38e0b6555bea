package org.reachline.sessions.after;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CertificatePdfTest {
  private static Certificate certificate(String name, boolean simulated) {
    return new Certificate(
        name,
        47,
        "Session 3: Buprenorphine at intake",
        "ECHO for jails",
        "Tuesday 10 March 2026, 12:00 CDT (Chicago)",
        "Dr Hanna Okafor",
        "Corinne Adler",
        "Coaching and ECHO in jails",
        simulated,
        LocalDate.of(2026, 3, 11));
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void saysWhoWhatWhenAndForHowLongOnOnePageWithItsFontInside() throws IOException {
    byte[] pdf = CertificatePdf.of(certificate("Zoë Ångström-Жукова, MD", false));
    assertThat(text(pdf))
        .contains(
            "Certificate of attendance",
            "Zoë Ångström-Жукова, MD",
            "took part for 47 minutes in",
            "Session 3: Buprenorphine at intake",
            "of ECHO for jails",
            "on Tuesday 10 March 2026, 12:00 CDT (Chicago).",
            "Session hosted by Corinne Adler",
            "Issued on 11 March 2026")
        .doesNotContain("SIMULATED");
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      for (COSName name : document.getPage(0).getResources().getFontNames()) {
        assertThat(document.getPage(0).getResources().getFont(name).isEmbedded()).isTrue();
      }
    }
  }

  @Test
  void saysThatItIsSimulatedAndBearsAnyName() throws IOException {
    byte[] pdf = CertificatePdf.of(certificate("王 Wang " + "Longname ".repeat(14), true));
    assertThat(text(pdf)).contains("SIMULATED DATA").contains("? Wang Longname");
    // No XML can say these: a control character, half of a pair, a character that is none.
    assertThat(text(CertificatePdf.of(certificate("Zoë\u0001\uD83D\uFFFE&]]>", false))))
        .contains("Zoë???&]]>");
  }

  @Test
  void canBeListenedTo() throws IOException {
    try (PDDocument document =
        Loader.loadPDF(CertificatePdf.of(certificate("Zoë <b>& Co", false)))) {
      PDDocumentCatalog catalog = document.getDocumentCatalog();
      assertThat(catalog.getMarkInfo().isMarked()).isTrue();
      assertThat(catalog.getLanguage()).isEqualTo("en-US");
      assertThat(document.getDocumentInformation().getTitle())
          .isEqualTo("Certificate of attendance");
      assertThat(document.getDocumentInformation().getSubject())
          .isEqualTo("Session 3: Buprenorphine at intake");
      assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
      List<String> tags = new ArrayList<>();
      collect(catalog.getStructureTreeRoot(), tags);
      assertThat(tags).contains("H1", "P");
      assertThat(tags.indexOf("H1")).isLessThan(tags.indexOf("P"));
      assertThat(new PDFTextStripper().getText(document)).contains("Zoë <b>& Co");
    }
  }

  private static void collect(PDStructureNode node, List<String> tags) {
    for (Object kid : node.getKids()) {
      if (kid instanceof PDStructureElement element) {
        tags.add(element.getStructureType());
        collect(element, tags);
      }
    }
  }

  @Test
  void staysOnOnePageHoweverLongItsWords() throws IOException {
    String title = "Session 3: " + "Buprenorphineatintake".repeat(14);
    byte[] pdf =
        CertificatePdf.of(
            new Certificate(
                "N".repeat(200),
                1,
                title,
                "ECHO for jails ".repeat(20),
                "Tuesday 10 March 2026, 12:00 CDT (Chicago)",
                "Dr Hanna Okafor",
                "Corinne Adler",
                "Coaching and ECHO in jails",
                true,
                LocalDate.of(2026, 3, 11)));
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      assertThat(new PDFTextStripper().getText(document))
          .contains("took part for 1 minute in", "Issued on 11 March 2026");
    }
  }
}
