package org.reachline.base.outbox;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.reachline.base.OneLine;

/**
 * A report on the delivery of a mail (RFC 3464): what a program can read of it.
 *
 * @param receivers one for each receiver that it tells of
 * @param about Message-ID of the mail that it is about, without brackets, or empty
 */
record DeliveryReport(List<Receiver> receivers, Optional<String> about) {
  private static final int MOST_BYTES = 200_000;
  private static final int MOST_DEPTH = 5;
  private static final int MOST_RECEIVERS = 50;
  private static final int MOST_WORDS = 500;

  /**
   * What became of the mail for one receiver.
   *
   * @param original the address that we wrote to, if the report says so
   * @param last the address at which it ended, if the report says so
   * @param meaning what it means
   * @param words the server's words
   */
  record Receiver(
      Optional<String> original,
      Optional<String> last,
      ReturnedMail.Meaning meaning,
      String words) {}

  DeliveryReport {
    receivers = List.copyOf(receivers);
  }

  /** The report in a mail, or empty if there is none that says of whom it tells. */
  static Optional<DeliveryReport> read(Part mail) throws MessagingException, IOException {
    List<Receiver> receivers = new ArrayList<>();
    List<String> about = new ArrayList<>();
    collect(mail, 0, receivers, about);
    return receivers.isEmpty()
        ? Optional.empty()
        : Optional.of(new DeliveryReport(receivers, about.stream().findFirst()));
  }

  private static void collect(Part part, int depth, List<Receiver> receivers, List<String> about)
      throws MessagingException, IOException {
    if (part.isMimeType("message/delivery-status")
        || part.isMimeType("message/global-delivery-status")) {
      readStatus(part, receivers);
    } else if (part.isMimeType("message/rfc822")
        || part.isMimeType("message/global")
        || part.isMimeType("text/rfc822-headers")
        || part.isMimeType("message/global-headers")) {
      InternetHeaders headers = new InternetHeaders(bytes(part));
      String number = headers.getHeader("Message-ID", null);
      if (number != null) {
        about.add(number.strip().replaceAll("^<|>$", ""));
      }
    } else if (part.isMimeType("multipart/*") && depth < MOST_DEPTH) {
      Multipart parts = (Multipart) part.getContent();
      for (int i = 0; i < parts.getCount(); i++) {
        collect(parts.getBodyPart(i), depth + 1, receivers, about);
      }
    }
  }

  /** One block for the mail as a whole, then one for each receiver. */
  private static void readStatus(Part part, List<Receiver> receivers)
      throws MessagingException, IOException {
    String text = new String(bytes(part).readAllBytes(), StandardCharsets.UTF_8);
    for (String lines : text.strip().split("(\\r?\\n[ \\t]*){2,}", MOST_RECEIVERS)) {
      byte[] bytes = (lines + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
      InternetHeaders block = new InternetHeaders(new ByteArrayInputStream(bytes), true);
      Optional<String> original = address(block, "Original-Recipient");
      Optional<String> last = address(block, "Final-Recipient");
      String action = block.getHeader("Action", null);
      if (action != null && (original.isPresent() || last.isPresent())) {
        receivers.add(new Receiver(original, last, meaning(action), words(block)));
      }
    }
  }

  private static ReturnedMail.Meaning meaning(String action) {
    switch (action.replaceAll("\\(.*", "").strip().toLowerCase(Locale.ROOT)) {
      case "failed":
        return ReturnedMail.Meaning.FAILED;
      case "delayed":
        return ReturnedMail.Meaning.DELAYED;
      case "delivered", "relayed", "expanded":
        return ReturnedMail.Meaning.DELIVERED;
      default:
        return ReturnedMail.Meaning.UNREAD;
    }
  }

  private static String words(InternetHeaders block) {
    String said = block.getHeader("Diagnostic-Code", null);
    String status = block.getHeader("Status", null);
    String words = said == null ? "" : said.replaceAll("(?i)^\\s*smtp\\s*;\\s*", "");
    if (status != null && !words.contains(status.strip())) {
      words = words.isBlank() ? "status " + status.strip() : words + " (" + status.strip() + ")";
    }
    return OneLine.clean(words, MOST_WORDS);
  }

  /** {@code rfc822; somebody@place.example}; other kinds of addresses are none of ours. */
  private static Optional<String> address(InternetHeaders block, String name) {
    String field = block.getHeader(name, null);
    if (field == null) {
      return Optional.empty();
    }
    int parted = field.indexOf(';');
    String kind = parted < 0 ? "rfc822" : field.substring(0, parted).strip();
    String text = field.substring(parted + 1).strip().replaceAll("^<|>$", "");
    return kind.equalsIgnoreCase("rfc822") || kind.equalsIgnoreCase("utf-8")
        ? MailAddresses.bare(text).map(a -> a.getAddress().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private static InputStream bytes(Part part) throws MessagingException, IOException {
    try (InputStream text = part.getInputStream()) {
      return new ByteArrayInputStream(text.readNBytes(MOST_BYTES));
    }
  }

  /** The beginning of the first text in a mail, for people. */
  static String beginning(Part part, int depth) throws MessagingException, IOException {
    if (part.isMimeType("text/plain")) {
      try (InputStream text = part.getInputStream()) {
        String begun = new String(text.readNBytes(4 * MOST_WORDS), StandardCharsets.UTF_8);
        return OneLine.clean(begun.replace('\uFFFD', ' ').replace('\0', ' '), MOST_WORDS);
      }
    }
    if (part.isMimeType("multipart/*") && depth < MOST_DEPTH) {
      Multipart parts = (Multipart) part.getContent();
      for (int i = 0; i < parts.getCount(); i++) {
        String found = beginning(parts.getBodyPart(i), depth + 1);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }

  /**
   * Whether a mail server and no person wrote a mail: its return address is empty, or it is the
   * post office that writes.
   */
  static boolean isFromAServer(Message mail, String from) throws MessagingException {
    String[] path = mail.getHeader("Return-Path");
    String name = from.replaceAll("@.*", "").toLowerCase(Locale.ROOT);
    return mail.isMimeType("multipart/report")
        || name.equals("mailer-daemon")
        || name.equals("postmaster")
        || name.startsWith("microsoftexchange")
        || (path != null && path[0].strip().equals("<>"));
  }
}
