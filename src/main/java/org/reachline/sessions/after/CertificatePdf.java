package org.reachline.sessions.after;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.reachline.base.Words;

/**
 * Sets a certificate as a one-page PDF with its font inside, so that it prints alike everywhere.
 */
final class CertificatePdf {
  /** Liberation Sans (SIL Open Font Licence), as PDFBox brings it. */
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private static final float WIDTH = PDRectangle.LETTER.getHeight();
  private static final float HEIGHT = PDRectangle.LETTER.getWidth();
  private static final float MARGIN = 72;
  private static final Color INK = new Color(0x1d, 0x25, 0x29);
  private static final Color ACCENT = new Color(0x0b, 0x4f, 0x5c);
  private static final Color WARN = new Color(0x8a, 0x4b, 0x00);

  private final PDPageContentStream page;
  private final PDFont font;
  private float y = HEIGHT - MARGIN - 24;

  private CertificatePdf(PDPageContentStream page, PDFont font) {
    this.page = page;
    this.font = font;
  }

  /** The file. */
  static byte[] of(Certificate certificate) {
    try (PDDocument document = new PDDocument();
        InputStream ttf = PDDocument.class.getResourceAsStream(FONT)) {
      PDFont font = PDType0Font.load(document, ttf, true);
      PDPage sheet = new PDPage(new PDRectangle(WIDTH, HEIGHT));
      document.addPage(sheet);
      document.getDocumentCatalog().setLanguage("en-US");
      PDDocumentInformation about = document.getDocumentInformation();
      about.setTitle("Certificate of attendance");
      about.setSubject(certificate.session());
      about.setProducer("Reachline");
      Calendar issued = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
      issued.clear();
      issued.set(
          certificate.issuedOn().getYear(),
          certificate.issuedOn().getMonthValue() - 1,
          certificate.issuedOn().getDayOfMonth());
      about.setCreationDate(issued);
      try (PDPageContentStream stream = new PDPageContentStream(document, sheet)) {
        new CertificatePdf(stream, font).set(certificate);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void set(Certificate c) throws IOException {
    page.setStrokingColor(ACCENT);
    page.setLineWidth(2);
    page.addRect(MARGIN / 2, MARGIN / 2, WIDTH - MARGIN, HEIGHT - MARGIN);
    page.stroke();
    if (c.simulated()) {
      line("SIMULATED DATA: a demonstration, not a certificate of anything", 12, WARN, 46);
    }
    line("Certificate of attendance", 32, ACCENT, 44);
    line("This is to say that", 14, INK, 34);
    line(c.person(), 26, INK, 38);
    line(
        "took part for " + c.minutes() + (c.minutes() == 1 ? " minute" : " minutes") + " in",
        14,
        INK,
        32);
    line(c.session(), 20, INK, 28);
    line("of " + c.program(), 14, INK, 24);
    line("on " + c.when() + ".", 14, INK, 34);
    if (c.presenter() != null) {
      line("Talk given by " + c.presenter(), 12, INK, 20);
    }
    if (c.host() != null) {
      line("Session hosted by " + c.host(), 12, INK, 20);
    }
    y = MARGIN + 12;
    line(c.study(), 10, INK, 16);
    line(
        "Issued on "
            + Words.inWords(c.issuedOn())
            + ". The minutes are those of the session's"
            + " attendance record on that day.",
        10,
        INK,
        14);
  }

  /** Sets a text in the middle, over several lines where one is too short. */
  private void line(String text, float size, Color colour, float advance) throws IOException {
    for (String part : wrapped(printable(text), size)) {
      page.beginText();
      page.setNonStrokingColor(colour);
      page.setFont(font, size);
      page.newLineAtOffset((WIDTH - width(part, size)) / 2, y);
      page.showText(part);
      page.endText();
      y -= Math.max(size * 1.25f, 0);
    }
    y -= advance - size * 1.25f;
  }

  private List<String> wrapped(String text, float size) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer, size) > WIDTH - 2 * MARGIN) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }

  private float width(String text, float size) throws IOException {
    return font.getStringWidth(text) / 1000 * size;
  }

  /** The font has Latin, Greek and Cyrillic letters; anything else becomes a question mark. */
  private String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isWhitespace(c) || Character.isISOControl(c) ? ' ' : c)
        .forEach(c -> printable.append(isInFont(c) ? Character.toString(c) : "?"));
    return printable.toString().strip();
  }

  private boolean isInFont(int codePoint) {
    try {
      font.encode(Character.toString(codePoint));
      return true;
    } catch (IllegalArgumentException | IOException missing) {
      return false;
    }
  }
}
