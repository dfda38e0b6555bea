package org.reachline.personas;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.reachline.launch.TestKeycloak;

/** This {@code @QuarkusTest} needs the real Keycloak to answer. All that ask share one. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(WithKeycloak.Start.class)
public @interface WithKeycloak {
  /** Starts Keycloak before the first test of the class. */
  final class Start implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      TestKeycloak.ensureStarted();
    }
  }
}
