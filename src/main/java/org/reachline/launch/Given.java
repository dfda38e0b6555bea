package org.reachline.launch;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings as they were given, and what this service starts itself.
 *
 * @param ownDatabase whether PostgreSQL is started here
 * @param ownIdentity whether Keycloak is started here, with the people of the demonstration
 * @param settings the value of a setting, or empty
 */
record Given(
    boolean ownDatabase, boolean ownIdentity, Function<String, Optional<String>> settings) {

  Optional<String> find(String name) {
    return settings.apply(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  boolean has(String name) {
    return find(name).isPresent();
  }

  boolean isTrue(String name) {
    return find(name).filter(text -> text.equalsIgnoreCase("true")).isPresent();
  }

  /** Whether everything is started here and made-up data are shown: the demonstration. */
  public boolean isDemonstration() {
    return ownDatabase && ownIdentity && find("reachline.demo").map("true"::equals).orElse(true);
  }

  /** Whether the service is told to be reached from other machines. */
  public boolean isOpen() {
    return find("quarkus.http.host").filter(host -> !isLocal(host)).isPresent();
  }

  /** Whether what travels between people and the service is encrypted, here or by a proxy. */
  public boolean isEncrypted() {
    return has("quarkus.http.ssl.certificate.files")
        || has("quarkus.http.ssl.certificate.key-store-file")
        || has("quarkus.http.tls-configuration-name")
        || isTrue("quarkus.http.proxy.proxy-address-forwarding")
        || find("reachline.public-url").filter(url -> url.startsWith("https://")).isPresent();
  }

  /** Whether an address of the web leads to another machine without encryption. */
  static boolean isPlainElsewhere(String address) {
    try {
      URI uri = URI.create(address.strip());
      return "http".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && !isLocal(uri.getHost());
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  /** Whether a host is this machine, without asking the network. */
  static boolean isLocal(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return true;
    }
    if (!name.matches("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*")) {
      return false;
    }
    try {
      return InetAddress.getByName(name).isLoopbackAddress();
    } catch (UnknownHostException noAddress) {
      return false;
    }
  }
}
