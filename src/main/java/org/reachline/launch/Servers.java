package org.reachline.launch;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * How the servers fare that were started beside the service, for who has to know: the coordinator's
 * page and {@code /q/health/ready}. None of them makes the service unready: without Keycloak those
 * who are signed in go on, and whether the database answers is asked of itself.
 */
@Readiness
@ApplicationScoped
public class Servers implements HealthCheck {
  private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("HH:mm zzz", Locale.US);

  /**
   * What a coordinator should know of a server.
   *
   * @param title what is the matter
   * @param detail what becomes of it, and who must act
   */
  public record Notice(String title, String detail) {}

  /** Of servers that are away, or that ended lately. */
  public static List<Notice> notices(ZoneId zone) {
    return Supervisor.states().stream()
        .filter(child -> !child.running() || child.restartsInTheHour() > 0)
        .map(child -> notice(child, zone))
        .toList();
  }

  static Notice notice(ChildState child, ZoneId zone) {
    String since = AT.format(child.since().atZone(zone));
    if (child.running()) {
      return new Notice(
          child.name() + " ended by itself and was started again.",
          "It has been running since %s, after %s within an hour. If that comes again, tell who runs the service: its log says more."
              .formatted(since, times(child.restartsInTheHour())));
    }
    String next = AT.format(child.nextTry().atZone(zone));
    return new Notice(
        child.name() + " is away since " + since + ".",
        "It is started again by itself, next at %s, after %s within an hour.%s If it stays away, tell who runs the service: its log says more."
            .formatted(
                next,
                times(child.restartsInTheHour()),
                child.name().equals("Keycloak")
                    ? " Until then nobody can sign in or be invited; who is signed in goes on."
                    : ""));
  }

  private static String times(int restarts) {
    return restarts == 1 ? "1 restart" : restarts + " restarts";
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("Servers started beside the service").up();
    for (ChildState child : Supervisor.states()) {
      answer.withData(
          child.name(),
          (child.running() ? "running since " : "away since ")
              + child.since()
              + (child.nextTry() == null ? "" : ", started again at " + child.nextTry())
              + ", restarts within an hour: "
              + child.restartsInTheHour());
    }
    return answer.build();
  }
}
