package org.reachline.launch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything that the service needs around it. What the settings name already exists somewhere and
 * is used; what they do not name is started here as a child. Call {@link #start()} before Quarkus
 * runs and {@link #close()} after it has stopped.
 */
public final class LocalServices implements AutoCloseable {
  static final String JDBC_URL = "quarkus.datasource.jdbc.url";
  private static final String ADMIN_SECRET = "quarkus.keycloak.admin-client.client-secret";
  static final String OIDC_URL = "quarkus.oidc.auth-server-url";

  /** Secrets of the service itself. Several instances of one deployment must share them. */
  private static final List<String> OWN_SECRETS =
      List.of(
          "quarkus.oidc.authentication.state-secret",
          "quarkus.oidc.token-state-manager.encryption-secret",
          "reachline.link-key");

  private static final int ABANDONS_WITHIN_SECONDS = 30;

  private final Settings settings;
  private final Consumer<String> progress;
  private final BiConsumer<String, String> property;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final boolean ownPostgres;
  private final boolean ownKeycloak;
  private final CountDownLatch startIsOver = new CountDownLatch(1);
  private volatile Thread starter;
  private boolean closing;

  private LocalServices(
      Settings settings, Consumer<String> progress, BiConsumer<String, String> property) {
    this.settings = settings;
    this.progress = progress;
    this.property = property;
    this.ownPostgres = settings.find(JDBC_URL).isEmpty();
    this.ownKeycloak = settings.find(OIDC_URL).isEmpty();
  }

  /**
   * Prepares a start from this process's settings.
   *
   * @param progress is told, in sentences, what takes its time
   */
  public static LocalServices of(Settings settings, Consumer<String> progress) {
    return new LocalServices(settings, progress, System::setProperty);
  }

  /** What to tell the person at the keyboard once the service answers. */
  public String welcome() {
    StringBuilder text = new StringBuilder("\nReachline is ready: " + address() + "\n");
    if (ownKeycloak) {
      text.append("Sign in with the password ").append(DemoPerson.PASSWORD).append(" as\n");
      DemoPerson.ALL.forEach(person -> text.append("  ").append(person.inWords()).append('\n'));
      text.append(
          settings.find("reachline.demo").map("true"::equals).orElse(true)
              ? "This is a demonstration: its people and data are made up.\n"
              : "These people are made up and their password is published.\n");
    }
    return text.append("Ctrl-C stops it.\n").toString();
  }

  private String address() {
    return "http://localhost:" + httpPort();
  }

  /**
   * Starts what the settings do not name, and sets as system properties what Quarkus has to know of
   * it. Nothing is started before every port was found free.
   *
   * @throws CannotStart with a message for the person at the keyboard
   */
  public void start() {
    starter = Thread.currentThread();
    try {
      startWhatIsMissing();
    } finally {
      startIsOver.countDown();
    }
  }

  private void startWhatIsMissing() {
    Path home = settings.home();
    requireSense();
    try {
      Folders.createPrivate(home);
      Folders.createPrivate(home.resolve("logs"));
      hold(() -> HomeLock.take(home, address()));
      LocalKeycloak.endStale(home.resolve("keycloak"), progress);
      LocalPostgres.endStale(home.resolve("postgres"), progress);
      Ports.requireFree(httpPort(), "the service", "quarkus.http.port");
      if (needsPostgres()) {
        Ports.requireFree(postgresPort(), "PostgreSQL", "reachline.postgres.port");
      }
      if (ownKeycloak) {
        Ports.requireFree(keycloakPort(), "Keycloak", "reachline.keycloak.port");
      }
      giveOwnSecrets(home);
      property.accept(StartSettings.STARTED_HERE, startedHere());
      Supervisor<LocalPostgres> postgres = needsPostgres() ? startPostgres(home) : null;
      if (ownKeycloak) {
        startKeycloak(home, postgres);
      } else {
        giveIdentity(settings.find(OIDC_URL).get());
      }
      if (ownPostgres && ownKeycloak) {
        // The known passwords and the trusting database must not be reachable from elsewhere.
        giveUnlessSet("reachline.demo", "true");
      }
      if ((ownPostgres && ownKeycloak) || !given().isEncrypted()) {
        giveUnlessSet("quarkus.http.host", "127.0.0.1");
      }
    } catch (IOException failure) {
      throw CannotStart.broken("Cannot use the folder " + home + ": " + failure, failure);
    }
  }

  private Given given() {
    return new Given(ownPostgres, ownKeycloak, settings::find);
  }

  private String startedHere() {
    return (ownPostgres ? "postgres " : "") + (ownKeycloak ? "keycloak " : "") + "service";
  }

  /** Settings that cannot be meant are told before anything is started. */
  private void requireSense() {
    settings.address(OIDC_URL, "https://host/realms/name");
    List<String> refused = StartRefusals.of(given());
    if (!refused.isEmpty()) {
      throw CannotStart.misconfigured(String.join("\n", refused) + "\nNothing was started.");
    }
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("quarkus.http.port", httpPort());
    if (needsPostgres()) {
      ports.put("reachline.postgres.port", postgresPort());
    }
    if (ownKeycloak) {
      ports.put("reachline.keycloak.port", keycloakPort());
    }
    Settings.requireDistinct(ports);
  }

  /** The service is going to stop: what was started may end now without being started again. */
  public synchronized void expectEnd() {
    for (AutoCloseable thing : opened) {
      if (thing instanceof Supervisor<?> supervisor) {
        supervisor.expectEnd();
      }
    }
  }

  /** Stops what was started, in reverse order. May be called more than once and from any thread. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    abandonStart();
    closeOpened();
  }

  /**
   * A child that is only just coming up is nobody's yet; the thread that starts it has to end it.
   */
  private void abandonStart() {
    Thread starting = starter;
    if (starting == null || starting == Thread.currentThread()) {
      return;
    }
    if (startIsOver.getCount() > 0) {
      starting.interrupt();
    }
    try {
      startIsOver.await(ABANDONS_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void closeOpened() {
    for (int i = opened.size() - 1; i >= 0; i--) {
      try {
        opened.get(i).close();
      } catch (Exception failure) {
        progress.accept("While stopping: " + failure);
      }
    }
    opened.clear();
  }

  /** A Keycloak that is started here keeps its people in a PostgreSQL that is started here. */
  private boolean needsPostgres() {
    return ownPostgres || ownKeycloak;
  }

  private Supervisor<LocalPostgres> startPostgres(Path home) {
    KeycloakPeople people =
        new KeycloakPeople(home.resolve("keycloak"), settings.cache(), progress);
    LocalPostgres.Prepared seed =
        ownKeycloak && !people.areInFormerFile() ? () -> people.takeSeed() : null;
    Supervisor<LocalPostgres> postgres =
        supervise(
            "PostgreSQL",
            "Until then no page can be shown; nothing that was saved is lost.",
            () ->
                LocalPostgres.start(
                    home.resolve("postgres"),
                    settings.cache(),
                    postgresPort(),
                    home.resolve("logs/postgres.log"),
                    seed,
                    progress));
    if (ownPostgres) {
      property.accept(JDBC_URL, postgres.child().jdbcUrl());
      property.accept("quarkus.datasource.username", LocalPostgres.USER);
      // The embedded cluster trusts 127.0.0.1 and ignores the password, but the pool asks for one.
      property.accept("quarkus.datasource.password", LocalPostgres.USER);
    }
    return postgres;
  }

  private void startKeycloak(Path home, Supervisor<LocalPostgres> postgres) {
    LocalKeycloak keycloak =
        supervise(
                "Keycloak",
                "Until then nobody can sign in; who is signed in goes on. Its own words are in "
                    + home.resolve("logs/keycloak.log")
                    + ".",
                () ->
                    LocalKeycloak.start(
                        home.resolve("keycloak"),
                        settings.cache(),
                        postgres.child(),
                        keycloakPort(),
                        home.resolve("logs/keycloak.log"),
                        progress))
            .child();
    identityProperties(keycloak).forEach(property);
    giveIdentity(keycloak.issuer());
  }

  private <T extends Child> Supervisor<T> supervise(
      String name, String meanwhile, Supplier<T> start) {
    return hold(() -> new Supervisor<>(name, meanwhile, start, Clock.systemUTC(), progress));
  }

  /** What Quarkus has to be told to use {@code keycloak}. */
  public static Map<String, String> identityProperties(LocalKeycloak keycloak) {
    return Map.of(
        OIDC_URL,
        keycloak.issuer(),
        "quarkus.oidc.credentials.secret",
        keycloak.clientSecret(),
        "quarkus.keycloak.admin-client.client-secret",
        keycloak.adminClientSecret());
  }

  /** What follows from the issuer {@code https://host/optional/path/realms/name}. */
  private void giveIdentity(String issuer) {
    URI uri = URI.create(issuer);
    giveUnlessSet("reachline.identity.origin", uri.getScheme() + "://" + uri.getAuthority());
    if (!ownKeycloak && settings.find(ADMIN_SECRET).isEmpty()) {
      progress.accept(
          Settings.environmentName(ADMIN_SECRET)
              + " is not set: people cannot be invited from here until it is.");
      // The client library refuses to start without one; Keycloak refuses this one when it is used.
      property.accept(ADMIN_SECRET, "not-configured");
    }
    int realms = issuer.indexOf("/realms/");
    if (realms > 0) {
      giveUnlessSet("quarkus.keycloak.admin-client.server-url", issuer.substring(0, realms));
      giveUnlessSet(
          "quarkus.keycloak.admin-client.realm",
          issuer.substring(realms + "/realms/".length()).replaceAll("/.*", ""));
    }
  }

  private void giveOwnSecrets(Path home) throws IOException {
    List<String> missing =
        OWN_SECRETS.stream().filter(name -> settings.find(name).isEmpty()).toList();
    if (missing.isEmpty()) {
      return;
    }
    Properties made = Secrets.in(home.resolve("secrets.properties"), missing);
    missing.forEach(name -> property.accept(name, made.getProperty(name)));
    property.accept("reachline.secrets-made-here", "true");
  }

  private void giveUnlessSet(String name, String value) {
    if (settings.find(name).isEmpty()) {
      property.accept(name, value);
    }
  }

  private int httpPort() {
    return settings.port("quarkus.http.port", 8080);
  }

  private int postgresPort() {
    return settings.port("reachline.postgres.port", 5433);
  }

  private int keycloakPort() {
    return settings.port("reachline.keycloak.port", 8180);
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  /** Opens something that {@link #close} will stop, unless closing has begun in the meantime. */
  private <T extends AutoCloseable> T hold(Opening<T> opening) {
    if (isClosing()) {
      throw CannotStart.broken("Stopped while starting.", null);
    }
    try {
      T thing = opening.open();
      synchronized (this) {
        if (!closing) {
          opened.add(thing);
          return thing;
        }
      }
      thing.close();
      throw CannotStart.broken("Stopped while starting.", null);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw CannotStart.broken(String.valueOf(failure.getMessage()), failure);
    }
  }

  @FunctionalInterface
  private interface Opening<T> {
    T open() throws Exception;
  }
}
