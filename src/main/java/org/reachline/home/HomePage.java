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
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.launch.Servers;
import org.reachline.studies.Study;

/** Where a person lands: the door for everybody, and per role the next thing to do. */
@Path("/")
public class HomePage {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, zzz", Locale.US);

  @Inject CurrentPerson me;
  @Inject MyTasks days;
  @Inject Installation installation;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance door();

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
    return Page.show(Templates.door());
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
