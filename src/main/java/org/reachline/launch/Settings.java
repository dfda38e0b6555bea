package org.reachline.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The few settings that are needed before Quarkus exists. A name is written as a property ({@code
 * reachline.keycloak.port}) and looked up as {@code -Dreachline.keycloak.port} first, then as the
 * environment's {@code REACHLINE_KEYCLOAK_PORT}, as MicroProfile Config would.
 */
public final class Settings {
  private final UnaryOperator<String> properties;
  private final Map<String, String> environment;

  Settings(UnaryOperator<String> properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  /** Settings of this process: its system properties and its environment. */
  public static Settings ofThisProcess() {
    return new Settings(System::getProperty, System.getenv());
  }

  /** The value of {@code name}, or empty when it is neither given nor filled in. */
  public Optional<String> find(String name) {
    String value = properties.apply(name);
    if (value == null) {
      value = environment.get(environmentName(name));
    }
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }

  /**
   * A TCP port.
   *
   * @throws CannotStart when the value is not a whole number from 1 to 65535
   */
  public int port(String name, int otherwise) {
    Optional<String> given = find(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    try {
      int port = Integer.parseInt(given.get());
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // falls through to the one message for every wrong value
    }
    throw CannotStart.misconfigured(
        environmentName(name) + " must be a port from 1 to 65535, but is \"" + given.get() + "\".");
  }

  /**
   * An address on the web.
   *
   * @throws CannotStart when the value is given and is none
   */
  public Optional<URI> address(String name, String example) {
    return find(name)
        .map(
            given -> {
              try {
                URI uri = new URI(given);
                if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                  return uri;
                }
              } catch (URISyntaxException notAnAddress) {
                // falls through to the one message for every wrong value
              }
              throw CannotStart.misconfigured(
                  "%s must be an address such as %s, but is \"%s\"."
                      .formatted(environmentName(name), example, given));
            });
  }

  /**
   * Says so when two servers are to listen on one port.
   *
   * @param ports port by the name of its setting
   * @throws CannotStart with both settings
   */
  static void requireDistinct(Map<String, Integer> ports) {
    Map<Integer, String> names = new HashMap<>();
    ports.forEach(
        (name, port) -> {
          String other = names.putIfAbsent(port, name);
          if (other != null) {
            throw CannotStart.misconfigured(
                "%s and %s are both %d. Give each a port of its own. Nothing was started."
                    .formatted(environmentName(other), environmentName(name), port));
          }
        });
  }

  /**
   * Data of this service: {@code REACHLINE_HOME}, else {@code .reachline} in the working folder.
   */
  public Path home() {
    return Path.of(find("reachline.home").orElse(".reachline")).toAbsolutePath().normalize();
  }

  /**
   * What can be made again at any time and is shared by every home of this user (unpacked programs,
   * the seeded realm): {@code REACHLINE_CACHE}, else {@code ~/.cache/reachline}.
   */
  public Path cache() {
    String otherwise = Path.of(System.getProperty("user.home"), ".cache", "reachline").toString();
    return Path.of(find("reachline.cache").orElse(otherwise)).toAbsolutePath().normalize();
  }

  /**
   * How {@code name} is spelled in the environment: {@code quarkus.http.port} as QUARKUS_HTTP_PORT.
   */
  public static String environmentName(String name) {
    return name.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
