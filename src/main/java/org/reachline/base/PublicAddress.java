package org.reachline.base;

import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The address with which links in letters and calendars begin: {@code reachline.public-url} where
 * it is set, else the port at which this service really listens, on this machine.
 */
@ApplicationScoped
public class PublicAddress {
  @Inject Instance<HttpServer> server;

  @ConfigProperty(name = "reachline.public-url")
  Optional<String> configured;

  @ConfigProperty(name = "quarkus.http.port")
  int port;

  /** The address, without a slash at the end. */
  public String url() {
    return configured
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(text -> text.replaceAll("/+$", ""))
        .orElseGet(() -> "http://localhost:" + realPort());
  }

  private int realPort() {
    int listens = server.isResolvable() ? server.get().getPort() : -1;
    return listens > 0 ? listens : port;
  }
}
