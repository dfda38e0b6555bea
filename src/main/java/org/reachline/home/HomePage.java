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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.SiteAccess;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/** Where a person lands: the door for everybody, and per role the next thing to do. */
@Path("/")
public class HomePage {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, zzz", Locale.US);

  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject Days days;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance door();

    static native TemplateInstance home(
        Today today, Study study, List<Study> quiet, String dayInWords, int failedMails);
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
    List<Study> running = new ArrayList<>();
    List<Study> quiet = new ArrayList<>();
    for (Study study : studiesOfMine()) {
      (Enrolment.count("study", study) > 0 ? running : quiet).add(study);
    }
    Today today =
        Today.of(running.stream().map(s -> new Today.Group(s, days.sections(s))).toList());
    return Page.show(
        Templates.home(
            today,
            running.size() == 1 ? running.get(0) : null,
            me.isCoordinator() || me.isResearcher() ? quiet : List.of(),
            clock.instant().atZone(me.zone()).format(DAY),
            me.isCoordinator() ? (int) OutboxMail.countFailed() : 0));
  }

  /** The studies in which the person has something to see. */
  private List<Study> studiesOfMine() {
    if (!me.isActive()) {
      return List.of();
    }
    if (access.seesAllSites()) {
      return Study.listByTitle();
    }
    return Enrolment.listStudiesOfSites(access.visibleSiteIds());
  }
}
