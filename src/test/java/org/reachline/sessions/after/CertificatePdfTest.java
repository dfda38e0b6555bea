package org.reachline.sessions.after;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

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
  }
}
