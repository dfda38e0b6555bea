package org.reachline.base.outbox;

import io.quarkus.mailer.Mail;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes a mail with a calendar entry in the form in which calendar programs take it for an
 * invitation (RFC 6047, section 2.4): the entry is an alternative of the text, not an attachment
 * beside it, and its type names the method. The same entry is attached as a file for programs that
 * show none of this.
 *
 * <p>The mail client knows no such form. It sends a body of short ASCII lines as it is, though, so
 * the whole body is written here and the client's own type is put aside by a header.
 */
final class CalendarMail {
  private static final String OUTER = "reachline-mixed-";
  private static final String INNER = "reachline-alternative-";

  private CalendarMail() {}

  /** The mail as it is handed to the client. */
  static Mail of(OutboxMail mail) {
    String outer = OUTER + mail.id;
    String inner = INNER + mail.id;
    StringBuilder body = new StringBuilder();
    body.append("--").append(outer).append('\n');
    body.append("Content-Type: multipart/alternative; boundary=\"").append(inner).append("\"\n\n");
    part(body, inner, "text/plain; charset=UTF-8", null, mail.text.replaceAll("\\R", "\r\n"));
    String method = "text/calendar; charset=UTF-8; method=" + mail.method;
    part(body, inner, method, null, mail.calendar);
    body.append("--").append(inner).append("--\n\n");
    String file = "attachment; filename=\"invite.ics\"";
    part(body, outer, "application/ics; name=\"invite.ics\"", file, mail.calendar);
    body.append("--").append(outer).append("--\n");
    return Mail.withText(mail.to, mail.subject, body.toString())
        .addHeader("Content-Type", "multipart/mixed; boundary=\"" + outer + "\"");
  }

  private static void part(
      StringBuilder body, String boundary, String type, String disposition, String content) {
    body.append("--").append(boundary).append('\n');
    body.append("Content-Type: ").append(type).append('\n');
    if (disposition != null) {
      body.append("Content-Disposition: ").append(disposition).append('\n');
    }
    // Nothing in base 64 looks like a boundary, and no server on the way has to change it.
    body.append("Content-Transfer-Encoding: base64\n\n");
    body.append(
        Base64.getMimeEncoder(76, new byte[] {'\n'})
            .encodeToString(content.getBytes(StandardCharsets.UTF_8)));
    body.append('\n');
  }
}
