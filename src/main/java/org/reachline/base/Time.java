package org.reachline.base;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where time comes from: the machine, or a fixed instant for rehearsals and tests. */
@ApplicationScoped
class Time {
  /** The one clock; {@code reachline.clock.fixed-at} (ISO instant) stops it. */
  @Produces
  @ApplicationScoped
  Clock clock(@ConfigProperty(name = "reachline.clock.fixed-at") Optional<Instant> fixedAt) {
    return fixedAt.map(at -> Clock.fixed(at, ZoneOffset.UTC)).orElseGet(Clock::systemUTC);
  }
}
