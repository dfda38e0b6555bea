package org.reachline.launch;

import static org.reachline.launch.Settings.environmentName;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.reachline.base.outbox.MailAddresses;

/** Settings with which the service does not start, because nobody can mean them. */
final class StartRefusals {
  private static final String CLIENT_SECRET = "quarkus.oidc.credentials.secret";

  /** Ways to prove to the identity provider who we are; one of them is needed. */
  private static final List<String> CREDENTIALS =
      List.of(
          CLIENT_SECRET,
          "quarkus.oidc.credentials.client-secret.value",
          "quarkus.oidc.credentials.client-secret.provider.key",
          "quarkus.oidc.credentials.jwt.secret",
          "quarkus.oidc.credentials.jwt.secret-provider.key",
          "quarkus.oidc.credentials.jwt.key",
          "quarkus.oidc.credentials.jwt.key-file",
          "quarkus.oidc.credentials.jwt.key-store-file");

  /** Secrets of the service itself sign links and hold sign-ins: 32 characters or more. */
  private static final List<String> LONG_SECRETS =
      List.of(
          "quarkus.oidc.authentication.state-secret",
          "quarkus.oidc.token-state-manager.encryption-secret",
          "reachline.link-key");

  private static final List<String> SECRETS =
      List.of(
          CLIENT_SECRET,
          "quarkus.oidc.credentials.client-secret.value",
          "quarkus.keycloak.admin-client.client-secret",
          "reachline.hooks.secret",
          "reachline.jitsi.app-secret",
          "reachline.bigbluebutton.secret",
          "quarkus.oidc.authentication.state-secret",
          "quarkus.oidc.token-state-manager.encryption-secret",
          "reachline.link-key");

  private static final List<String> TLS = List.of("OPTIONAL", "REQUIRED", "IMPLICIT", "DISABLED");

  private StartRefusals() {}

  /** Sentences for the person at the keyboard, one for each setting; empty if it may start. */
  public static List<String> of(Given given) {
    List<String> refused = new ArrayList<>();
    identity(given, refused);
    secrets(given, refused);
    address(given, refused);
    mail(given, refused);
    return refused;
  }

  private static void identity(Given given, List<String> refused) {
    if (!given.ownIdentity() && CREDENTIALS.stream().noneMatch(given::has)) {
      refused.add(
          environmentName(CLIENT_SECRET)
              + " is not set: nobody could sign in. It is the secret of the client “reachline” in"
              + " the realm.");
    }
    if (given.ownIdentity() && !given.ownDatabase() && !given.isTrue("reachline.demo")) {
      refused.add(
          "An existing PostgreSQL is named, but no Keycloak: the people of the demonstration, whose"
              + " password is published, could sign in to it as coordinators. Name a Keycloak"
              + " (QUARKUS_OIDC_AUTH_SERVER_URL), or set REACHLINE_DEMO=true if the database is for"
              + " a demonstration.");
    }
  }

  private static void secrets(Given given, List<String> refused) {
    for (String name : SECRETS) {
      given
          .find(name)
          .filter(StartRefusals::isPlaceholder)
          .ifPresent(
              value ->
                  refused.add(
                      environmentName(name)
                          + " is a placeholder that others can guess. Give it a value of its"
                          + " own."));
    }
    for (String name : LONG_SECRETS) {
      given
          .find(name)
          .filter(value -> value.length() < 32)
          .ifPresent(
              value ->
                  refused.add(
                      "%s has %d characters; it needs 32 or more."
                          .formatted(environmentName(name), value.length())));
    }
  }

  /** What stands in examples, and what consists of one letter only. */
  private static boolean isPlaceholder(String value) {
    return value.matches(
            "(?i)\\.+|<.*>|\\$\\{.*}|x+|secret|password|change[-_ ]?(me|it)|not-configured|reachline(-demo)?|admin")
        || value.endsWith("for-tests-only")
        || value.chars().distinct().count() == 1;
  }

  private static void address(Given given, List<String> refused) {
    given
        .find("reachline.public-url")
        .filter(text -> !isServiceAddress(text))
        .ifPresent(
            text ->
                refused.add(
                    "REACHLINE_PUBLIC_URL must be an address such as https://reachline.example.org,"
                        + " with which links in letters begin, but is \""
                        + text
                        + "\"."));
  }

  private static boolean isServiceAddress(String text) {
    try {
      URI uri = new URI(text);
      return String.valueOf(uri.getScheme()).matches("https?")
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (java.net.URISyntaxException noAddress) {
      return false;
    }
  }

  private static void mail(Given given, List<String> refused) {
    given
        .find("reachline.mail.from")
        .or(() -> given.find("quarkus.mailer.from"))
        .filter(text -> MailAddresses.sender(text).isEmpty())
        .ifPresent(
            text ->
                refused.add(
                    "REACHLINE_MAIL_FROM must be a mail address such as echo@hub.example or ECHO"
                        + " hub <echo@hub.example>, but is \""
                        + text
                        + "\"."));
    Optional<String> tls =
        given.find("reachline.mail.tls").or(() -> given.find("quarkus.mailer.start-tls"));
    tls.filter(text -> TLS.stream().noneMatch(text::equalsIgnoreCase))
        .ifPresent(
            text ->
                refused.add(
                    "REACHLINE_MAIL_TLS must be one of %s, but is \"%s\"."
                        .formatted(String.join(", ", TLS), text)));
    for (String port : Arrays.asList("reachline.mail.port", "reachline.imap.port")) {
      given
          .find(port)
          .filter(text -> !text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535)
          .ifPresent(
              text ->
                  refused.add(
                      "%s must be a port from 1 to 65535, but is \"%s\"."
                          .formatted(environmentName(port), text)));
    }
  }
}
