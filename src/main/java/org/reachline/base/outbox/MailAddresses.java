package org.reachline.base.outbox;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.base.OneLine;

/** Reads mail addresses. */
public final class MailAddresses {
  private static final Pattern NAMED = Pattern.compile("(.*)<([^<>]*)>");

  private MailAddresses() {}

  /**
   * Reads {@code echo@hub.example} or {@code Project ECHO, Cologne <echo@hub.example>}.
   *
   * @return the sender, or empty if it is none
   */
  public static Optional<InternetAddress> sender(String text) {
    if (OneLine.complaint(text.strip()).isPresent()) {
      return Optional.empty();
    }
    Matcher named = NAMED.matcher(text.strip());
    String address = named.matches() ? named.group(2) : text;
    String name = named.matches() ? named.group(1).strip() : "";
    if (name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")) {
      name = name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1").strip();
    }
    Optional<InternetAddress> read = bare(address.strip());
    try {
      if (read.isPresent() && !name.isEmpty()) {
        read.get().setPersonal(name, StandardCharsets.UTF_8.name());
      }
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
    return read;
  }

  /** An address without a name, its domain as mail servers write it; empty if it is none. */
  static Optional<InternetAddress> bare(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || at == text.length() - 1 || text.matches("(?s).*[<>,;\\s].*")) {
      return Optional.empty();
    }
    try {
      String domain = IDN.toASCII(text.substring(at + 1)).toLowerCase(Locale.ROOT);
      InternetAddress address = new InternetAddress(text.substring(0, at) + "@" + domain, true);
      boolean plain = address.getAddress().chars().allMatch(c -> c > 32 && c < 127);
      return plain && address.getPersonal() == null ? Optional.of(address) : Optional.empty();
    } catch (AddressException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
