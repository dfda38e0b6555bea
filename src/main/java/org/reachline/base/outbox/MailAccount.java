package org.reachline.base.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Our account at the mail server, and the name and address under which we write. */
@ApplicationScoped
public class MailAccount {
  @ConfigProperty(name = "reachline.mail.host")
  Optional<String> host;

  @ConfigProperty(name = "reachline.mail.port")
  int port;

  @ConfigProperty(name = "reachline.mail.user")
  Optional<String> user;

  @ConfigProperty(name = "reachline.mail.password")
  Optional<String> password;

  @ConfigProperty(name = "reachline.mail.tls")
  String tls;

  @ConfigProperty(name = "reachline.mail.trust-all")
  boolean trustAll;

  @ConfigProperty(name = "reachline.mail.patience")
  Duration patience;

  @ConfigProperty(name = "reachline.mail.from")
  String from;

  /** Whether a mail server is configured at all. */
  public boolean isConfigured() {
    return host.filter(h -> !h.isBlank()).isPresent();
  }

  /** The server. */
  Postman.Server server() {
    return new Postman.Server(
        host.map(String::strip).orElse("localhost"),
        port,
        user.filter(u -> !u.isBlank()).orElse(null),
        password.orElse(null),
        Postman.Tls.valueOf(tls.strip().toUpperCase(Locale.ROOT)),
        trustAll,
        patience);
  }

  /** Who writes, with the name if one is configured. */
  InternetAddress sender() {
    return MailAddresses.sender(from).orElseThrow();
  }

  /** The bare address under which we write and are answered. */
  public String address() {
    return sender().getAddress();
  }

  /** What stands behind the @ of our address; names of mails and events end with it. */
  public String domain() {
    String address = address();
    return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }
}
