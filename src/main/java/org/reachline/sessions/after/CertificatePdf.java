package org.reachline.sessions.after;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Sets a certificate as a one-page PDF with its font inside, so that it prints alike everywhere,
 * and with tags (PDF/UA), so that it can be listened to.
 */
final class CertificatePdf {
  /** Liberation Sans (SIL Open Font Licence), as PDFBox brings it. */
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  /** What XML has no word for, such as a control character in a name that was pasted. */
  private static final Pattern UNSPEAKABLE =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  static {
    // Its log goes to the console past ours, on every page it sets; what fails is thrown anyway.
    XRLog.setLoggingEnabled(false);
  }

  private CertificatePdf() {}

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance certificate(Certificate certificate);
  }

  /** The file. */
  static byte[] of(Certificate certificate) {
    String page = Templates.certificate(certificate).render();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new PdfRendererBuilder()
          .withHtmlContent(UNSPEAKABLE.matcher(page).replaceAll("?"), null)
          .useFont(CertificatePdf::font, "Liberation Sans")
          // The font has Latin, Greek and Cyrillic letters.
          .useReplacementText("?")
          .usePdfUaAccessibility(true)
          .withProducer("Reachline")
          .useExternalResourceAccessControl(
              (address, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
          .toStream(bytes)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static InputStream font() {
    return PDDocument.class.getResourceAsStream(FONT);
  }
}
