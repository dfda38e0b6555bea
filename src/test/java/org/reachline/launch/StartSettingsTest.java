package org.reachline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reachline.base.Concern;

/** Every setting that is dangerous unset or as in the demonstration: refused, said, or neither. */
class StartSettingsTest {
  private static final String LONG = "an-own-secret-of-thirty-two-signs-or-more";

  /** A service with a database, an identity provider, mail and an address of its own. */
  private static Map<String, String> real() {
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost/reachline");
    settings.put("quarkus.oidc.auth-server-url", "https://login.example.org/realms/reachline");
    settings.put("quarkus.oidc.credentials.secret", "a-secret-of-the-realm");
    settings.put("quarkus.keycloak.admin-client.client-secret", "another-of-the-realm");
    settings.put("reachline.public-url", "https://reachline.example.org");
    settings.put("reachline.mail.host", "smtp.example.org");
    settings.put("reachline.mail.from", "ECHO hub <echo@example.org>");
    settings.put("reachline.imap.host", "imap.example.org");
    settings.put("reachline.link-key", LONG);
    return settings;
  }

  private static Given given(Map<String, String> settings) {
    return new Given(
        !settings.containsKey("quarkus.datasource.jdbc.url"),
        !settings.containsKey("quarkus.oidc.auth-server-url"),
        name -> Optional.ofNullable(settings.get(name)));
  }

  private static Map<String, String> but(Map<String, String> settings, String changes) {
    for (String change : changes == null ? new String[0] : changes.split(" & ")) {
      String[] pair = change.split("=", 2);
      if (pair.length == 2) {
        settings.put(pair[0].strip(), pair[1].strip());
      } else {
        settings.remove(pair[0].strip());
      }
    }
    return settings;
  }

  private static List<String> titles(Map<String, String> settings) {
    return StartWarnings.of(given(settings)).stream().map(Concern::title).toList();
  }

  @Test
  void theDemonstrationStartsAndNothingIsSaidOfIt() {
    assertThat(StartRefusals.of(given(Map.of()))).isEmpty();
    assertThat(titles(Map.of())).isEmpty();
    assertThat(given(Map.of()).isDemonstration()).isTrue();
  }

  @Test
  void aServiceThatIsSetUpWellStartsAndNothingIsSaidOfIt() {
    assertThat(StartRefusals.of(given(real()))).isEmpty();
    assertThat(titles(real())).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "quarkus.oidc.credentials.secret | QUARKUS_OIDC_CREDENTIALS_SECRET is not set",
        "quarkus.oidc.credentials.secret= | QUARKUS_OIDC_CREDENTIALS_SECRET is not set",
        "quarkus.oidc.credentials.secret=... | QUARKUS_OIDC_CREDENTIALS_SECRET is a placeholder",
        "quarkus.oidc.credentials.secret=changeme | is a placeholder",
        "quarkus.oidc.credentials.secret=${REACHLINE_CLIENT_SECRET} | is a placeholder",
        "quarkus.keycloak.admin-client.client-secret=secret | CLIENT_SECRET is a placeholder",
        "quarkus.oidc.auth-server-url | people of the demonstration",
        "quarkus.oidc.auth-server-url & reachline.demo=false | people of the demonstration",
        "reachline.link-key=short | REACHLINE_LINK_KEY has 5 characters",
        "reachline.link-key=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | REACHLINE_LINK_KEY is a placeholder",
        "quarkus.oidc.authentication.state-secret=short | STATE_SECRET has 5 characters",
        "reachline.hooks.secret=a-webhook-secret-for-tests-only | HOOKS_SECRET is a placeholder",
        "reachline.jitsi.app-secret=a-jitsi-secret-for-tests-only | APP_SECRET is a placeholder",
        "reachline.public-url=reachline.example.org | REACHLINE_PUBLIC_URL must be",
        "reachline.public-url=ftp://reachline.example.org | REACHLINE_PUBLIC_URL must be",
        "reachline.public-url=https:// | REACHLINE_PUBLIC_URL must be",
        "reachline.public-url=https://a.example/?x=1 | REACHLINE_PUBLIC_URL must be",
        "reachline.public-url=https://me:you@a.example | REACHLINE_PUBLIC_URL must be",
        "reachline.mail.from=ECHO hub | REACHLINE_MAIL_FROM must be",
        "reachline.mail.from=a@b.example, c@d.example | REACHLINE_MAIL_FROM must be",
        "reachline.mail.tls=perhaps | REACHLINE_MAIL_TLS must be",
        "quarkus.mailer.start-tls=perhaps | REACHLINE_MAIL_TLS must be",
        "reachline.mail.port=0 | REACHLINE_MAIL_PORT must be",
        "reachline.imap.port=imap | REACHLINE_IMAP_PORT must be",
      })
  void whatNobodyCanMeanIsRefusedByItsName(String changes, String sentence) {
    assertThat(StartRefusals.of(given(but(real(), changes))))
        .singleElement()
        .asString()
        .contains(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quarkus.oidc.credentials.secret & quarkus.oidc.credentials.client-secret.value=x-y-z",
        "quarkus.oidc.credentials.secret & quarkus.oidc.credentials.jwt.key-file=key.pem",
        "quarkus.oidc.auth-server-url & reachline.demo=true",
        "reachline.public-url=https://reachline.example.org/",
        "reachline.public-url=https://hospital.example/reachline",
        "reachline.public-url=http://localhost:9000",
        "reachline.mail.from=echo@hub.example",
        "reachline.mail.tls=required",
      })
  void whatCanBeMeantIsTaken(String changes) {
    assertThat(StartRefusals.of(given(but(real(), changes)))).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "reachline.public-url & quarkus.http.host=0.0.0.0 | Everything travels unencrypted",
        "reachline.public-url & quarkus.http.host=0.0.0.0 | The service does not know its own address",
        "reachline.public-url & quarkus.http.host=:: | Everything travels unencrypted",
        "reachline.public-url & quarkus.http.host=10.1.2.3 | Everything travels unencrypted",
        "reachline.public-url | The service does not know its own address",
        "reachline.public-url | The service is reached from this machine only",
        "reachline.public-url=http://reachline.example.org | People come in by plain http",
        "quarkus.oidc.auth-server-url=http://login.example.org/realms/x | Sign-ins travel unencrypted",
        "quarkus.keycloak.admin-client.client-secret | People cannot be invited",
        "quarkus.keycloak.admin-client.client-secret=not-configured | People cannot be invited",
        "quarkus.datasource.jdbc.url=jdbc:postgresql://db.example/r | The way to the database may be unencrypted",
        "quarkus.datasource.jdbc.url=jdbc:postgresql://db.example/r?sslmode=prefer | The way to the database may be unencrypted",
        "quarkus.datasource.jdbc.url | The database trusts everybody on this machine",
        "reachline.demo=true | Made-up data go into an existing database",
        "quarkus.oidc.auth-server-url & reachline.demo=true & quarkus.http.host=0.0.0.0 | The demonstration is open to other machines",
        "reachline.secrets-made-here=true | Secrets are kept in the home folder only",
        "reachline.hooks.secret=short | The secret of the attendance webhook is short",
        "reachline.mail.host | No letter is sent",
        "reachline.mail.from | Letters come from nobody",
        "reachline.imap.host | Nobody reads what comes back",
        "reachline.imap.tls=false | The mailbox is read unencrypted",
        "reachline.mail.trust-all=true | Any mail server is trusted",
        "quarkus.mailer.trust-all=true | Any mail server is trusted",
      })
  void whatIsDangerousIsSaid(String changes, String title) {
    assertThat(titles(but(real(), changes))).contains(title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quarkus.http.host=0.0.0.0",
        "quarkus.http.host=127.0.0.1",
        "reachline.public-url=http://localhost:8080 & quarkus.http.proxy.proxy-address-forwarding=true",
        "quarkus.datasource.jdbc.url=jdbc:postgresql://db.example/r?sslmode=verify-full",
        "quarkus.datasource.jdbc.url=jdbc:postgresql://[::1]:5432/r",
        "quarkus.oidc.auth-server-url=http://localhost:8180/realms/reachline",
        "reachline.imap.tls=false & reachline.imap.host=localhost",
      })
  void whatIsSafeIsNotSaid(String changes) {
    assertThat(titles(but(real(), changes))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quarkus.http.host=0.0.0.0 | The demonstration is open to other machines",
        "reachline.demo=false | The people of the demonstration can sign in",
        "reachline.mail.host=localhost | Letters come from nobody",
      })
  void theDemonstrationIsToldWhatMakesItDangerous(String changes, String title) {
    assertThat(titles(but(new HashMap<>(), changes))).contains(title);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true", "127.0.0.1, true", "127.8.9.1, true", "::1, true", "[::1], true",
    "0.0.0.0, false", "::, false", "10.0.0.1, false", "example.org, false", "beef.example, false",
    "localhost.example.org, false",
  })
  void onlyThisMachineIsLocal(String host, boolean local) {
    assertThat(Given.isLocal(host)).isEqualTo(local);
  }
}
