package org.reachline.people;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.WebTarget;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.spi.ResteasyClientProvider;

/**
 * Bounds how long an act waits for Keycloak's admin API. By itself its client waits for ever for a
 * Keycloak that took the connection and says nothing, and it has no setting for it.
 */
@ApplicationScoped
class PatientKeycloakClient {
  /** How long each answer may take. Making an account is the slowest of what is asked. */
  @ConfigProperty(name = "reachline.keycloak.patience", defaultValue = "10S")
  Duration patience;

  void bound(@Observes StartupEvent start) {
    Keycloak.setClientProvider(new Bounded(Keycloak.getClientProvider(), patience));
  }

  private record Bounded(ResteasyClientProvider made, Duration patience)
      implements ResteasyClientProvider {
    @Override
    public Client newRestEasyClient(Object jackson, SSLContext tls, boolean trustAll) {
      Client client = made.newRestEasyClient(jackson, tls, trustAll);
      client.property(QuarkusRestClientProperties.READ_TIMEOUT, patience.toMillis());
      return client;
    }

    @Override
    public <R> R targetProxy(WebTarget target, Class<R> type) {
      return made.targetProxy(target, type);
    }
  }
}
