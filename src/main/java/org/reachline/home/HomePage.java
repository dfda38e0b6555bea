package org.reachline.home;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.launch.DemoPerson;
import org.reachline.launch.Servers;
import org.reachline.studies.Study;

/** Where a person lands: the door for everybody, and per role the next thing to do. */
@Path("/")
class HomePage {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, zzz", Locale.US);

  @Inject CurrentPerson me;
  @Inject MyTasks days;
  @Inject Installation installation;
  @Inject Clock clock;

  /** Whose place this is, for who comes to the door. */
  @ConfigProperty(name = "reachline.run-by")
  Optional<String> runBy;

  /** Whom to ask, and when, for who cannot get in. */
  @ConfigProperty(name = "reachline.help")
  Optional<String> help;

  @ConfigProperty(name = "reachline.demo", defaultValue = "false")
  boolean demonstration;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance door(
        String runBy, String help, List<DemoPerson> people, String password);

    static native TemplateInstance home(
        TaskList today,
        Study study,
        List<Study> broken,
        List<Study> quiet,
        String dayInWords,
        int failedMails,
        List<Servers.Notice> servers,
        int concerns);
  }

  /** The door: what this is, and the way in. */
  @GET
  public Response door() {
    return Page.show(
        Templates.door(
            runBy.orElse(null),
            help.orElse(null),
            demonstration ? DemoPerson.ALL : List.of(),
            DemoPerson.PASSWORD));
  }

  /** The signed-in person's day. */
  @GET
  @Path("home")
  @Authenticated
  public Response home() {
    MyTasks.Looked day = days.look();
    return Page.show(
        Templates.home(
            day.today(),
            day.running().size() == 1 && day.broken().isEmpty() ? day.running().get(0) : null,
            day.broken(),
            day.quiet(),
            clock.instant().atZone(me.zone()).format(DAY),
            me.isCoordinator() ? (int) OutboxMail.countWanting() : 0,
            me.isCoordinator() ? Servers.notices(me.zone()) : List.of(),
            me.isCoordinator() ? installation.concerns().size() : 0));
  }
}
