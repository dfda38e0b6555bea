package org.reachline.launch;

import static org.reachline.launch.Settings.environmentName;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.base.Concern;

/** Settings with which the service starts, but which somebody should know of. */
final class StartWarnings {
  private static final String ADMIN_SECRET = "quarkus.keycloak.admin-client.client-secret";
  private static final Pattern JDBC_HOST =
      Pattern.compile("jdbc:postgresql://(\\[[^\\]]*]|[^/:,?]+).*");
  private static final int SHORT_SECRET = 16;

  private final Given given;
  private final List<Concern> found = new ArrayList<>();

  private StartWarnings(Given given) {
    this.given = given;
  }

  /** What is to be said of these settings; nothing of a demonstration on one machine. */
  static List<Concern> of(Given given) {
    StartWarnings warnings = new StartWarnings(given);
    warnings.demonstration();
    warnings.network();
    if (!given.isDemonstration()) {
      warnings.address();
      warnings.database();
      warnings.identity();
      warnings.secrets();
    }
    warnings.mail();
    return warnings.found;
  }

  private void say(String title, String detail) {
    found.add(new Concern(title, detail));
  }

  private void demonstration() {
    if (given.ownIdentity() && given.isOpen()) {
      say(
          "The demonstration is open to other machines",
          "Whoever reaches this service signs in with the published password, as coordinator too."
              + " Take QUARKUS_HTTP_HOST away, or name a Keycloak of your own.");
    }
    if (given.ownIdentity() && !given.isDemonstration() && given.ownDatabase()) {
      say(
          "The people of the demonstration can sign in",
          "REACHLINE_DEMO is false, but Keycloak was started here, with people whose password is"
              + " published. For a real trial name a Keycloak of your own.");
    }
    if (!given.ownDatabase() && given.isTrue("reachline.demo")) {
      say(
          "Made-up data go into an existing database",
          "REACHLINE_DEMO is true and PostgreSQL is your own. If it holds a real trial, set"
              + " REACHLINE_DEMO=false.");
    }
  }

  private void network() {
    if (given.isOpen() && !given.isEncrypted()) {
      say(
          "Everything travels unencrypted",
          "The service listens for other machines by plain http: sign-ins and people's data can be"
              + " read on the way. Put a proxy with TLS before it and set REACHLINE_PUBLIC_URL and"
              + " QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING=true, or set"
              + " QUARKUS_HTTP_HOST=127.0.0.1.");
    }
    if (given.find("reachline.public-url").filter(Given::isPlainElsewhere).isPresent()) {
      say(
          "People come in by plain http",
          "REACHLINE_PUBLIC_URL begins with http://, so sign-ins and join links can be read on the"
              + " way. Give the service an address with https://.");
    }
    if (given.isTrue("quarkus.mailer.trust-all") || given.isTrue("reachline.mail.trust-all")) {
      say(
          "Any mail server is trusted",
          "REACHLINE_MAIL_TRUST_ALL is true: whoever stands between can read letters and the mail"
              + " password. Set it to false and give the mail server a certificate.");
    }
  }

  private void address() {
    if (!given.has("reachline.public-url")) {
      say(
          "The service does not know its own address",
          "Links in letters and calendars begin with http://localhost, which leads nobody here. Set"
              + " REACHLINE_PUBLIC_URL.");
    }
    if (!given.isOpen() && !given.isEncrypted()) {
      say(
          "The service is reached from this machine only",
          "Neither TLS nor a proxy is configured, so it listens on 127.0.0.1. Set"
              + " REACHLINE_PUBLIC_URL=https://... and"
              + " QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING=true behind a proxy with TLS, or"
              + " QUARKUS_HTTP_HOST.");
    }
  }

  private void database() {
    if (given.ownDatabase()) {
      say(
          "The database trusts everybody on this machine",
          "PostgreSQL was started here, for trying things out. For a real trial name one of your"
              + " own: QUARKUS_DATASOURCE_JDBC_URL.");
      return;
    }
    String url = given.find("quarkus.datasource.jdbc.url").orElse("");
    Matcher host = JDBC_HOST.matcher(url);
    boolean elsewhere = host.matches() && !Given.isLocal(host.group(1));
    if (elsewhere && !url.matches(".*[?&]sslmode=(require|verify-ca|verify-full)(&.*)?")) {
      say(
          "The way to the database may be unencrypted",
          "QUARKUS_DATASOURCE_JDBC_URL leads to another machine without sslmode=verify-full.");
    }
  }

  private void identity() {
    if (given.find("quarkus.oidc.auth-server-url").filter(Given::isPlainElsewhere).isPresent()) {
      say(
          "Sign-ins travel unencrypted",
          "QUARKUS_OIDC_AUTH_SERVER_URL begins with http:// and leads to another machine.");
    }
    boolean configured =
        given.find(ADMIN_SECRET).filter(value -> !value.equals("not-configured")).isPresent();
    if (!given.ownIdentity() && !configured) {
      say(
          "People cannot be invited",
          environmentName(ADMIN_SECRET)
              + " is not set, so Keycloak lets nobody be invited or their access be ended from"
              + " here. It is the secret of the client “reachline-admin”.");
    }
  }

  private void secrets() {
    if (!given.ownDatabase() && given.has("reachline.secrets-made-here")) {
      say(
          "Secrets are kept in the home folder only",
          "Links in letters and sign-ins hold as long as this folder does, and for one instance."
              + " Keep it with your backups, or set REACHLINE_LINK_KEY,"
              + " QUARKUS_OIDC_AUTHENTICATION_STATE_SECRET and"
              + " QUARKUS_OIDC_TOKEN_STATE_MANAGER_ENCRYPTION_SECRET.");
    }
    given
        .find("reachline.hooks.secret")
        .filter(value -> value.length() < SHORT_SECRET)
        .ifPresent(
            value ->
                say(
                    "The secret of the attendance webhook is short",
                    "REACHLINE_HOOKS_SECRET has %d characters; with fewer than %d it can be guessed."
                        .formatted(value.length(), SHORT_SECRET)));
  }

  private void mail() {
    if (!given.has("reachline.mail.host")) {
      if (!given.isDemonstration()) {
        say(
            "No letter is sent",
            "REACHLINE_MAIL_HOST is not set: invitations and reminders wait in the outbox.");
      }
      return;
    }
    if (!given.has("reachline.mail.from") && !given.has("quarkus.mailer.from")) {
      say(
          "Letters come from nobody",
          "REACHLINE_MAIL_FROM is not set: they are signed reachline@localhost, and most servers"
              + " refuse them.");
    }
    if (!given.has("reachline.imap.host")) {
      say(
          "Nobody reads what comes back",
          "REACHLINE_IMAP_HOST is not set: answers of calendar programs and reports of mail that"
              + " did not arrive stay unread.");
    }
    boolean elsewhere =
        given.find("reachline.imap.host").filter(host -> !Given.isLocal(host)).isPresent();
    if (elsewhere && given.find("reachline.imap.tls").filter("false"::equals).isPresent()) {
      say(
          "The mailbox is read unencrypted",
          "REACHLINE_IMAP_TLS is false and the mailbox is on another machine.");
    }
  }
}
