package org.reachline.home;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The signed-in person's day as JSON. */
@Path("/api/home")
@Tag(name = "home", description = "A person's day, and a site at a glance")
@Produces(MediaType.APPLICATION_JSON)
class HomeApi {
  @Inject MyTasks days;

  /**
   * One thing to do or to know.
   *
   * @param urgency late, now, soon or calm
   * @param title what it is, a few words
   * @param detail one sentence more
   * @param href address of the page where it is done
   * @param act what doing it is called
   */
  public record ThingJson(String urgency, String title, String detail, String href, String act) {
    static ThingJson of(TaskList.Thing t) {
      return new ThingJson(
          t.urgency().name().toLowerCase(Locale.ROOT), t.title(), t.detail(), t.href(), t.act());
    }
  }

  /**
   * Things of one kind.
   *
   * @param things the first few, most urgent first
   * @param empty what it means that there are none, and what to do next
   * @param found how many there are, those included that are not among the first
   * @param list address of the page on which all of them stand, or null
   */
  public record SectionJson(
      String title, List<ThingJson> things, String empty, long found, String list) {
    static SectionJson of(TaskList.Section s) {
      return new SectionJson(
          s.title(),
          s.things().stream().map(ThingJson::of).toList(),
          s.empty(),
          s.found(),
          s.list());
    }
  }

  /** What is on in one study. */
  public record StudyDayJson(String study, String title, List<SectionJson> sections) {
    static StudyDayJson of(TaskList.Group g) {
      return new StudyDayJson(
          g.study().slug, g.study().title, g.sections().stream().map(SectionJson::of).toList());
    }
  }

  /**
   * A person's day.
   *
   * @param next the most urgent thing, or null when all is quiet
   * @param studies what else is on, study by study
   * @param notShown slugs of studies whose day cannot be told now
   */
  public record DayJson(ThingJson next, List<StudyDayJson> studies, List<String> notShown) {}

  /** The day. */
  @GET
  @Authenticated
  @Operation(summary = "Your day: the next thing to do, and what else is on in your studies")
  public DayJson get() {
    MyTasks.Looked day = days.look();
    TaskList today = day.today();
    return new DayJson(
        today.next().map(ThingJson::of).orElse(null),
        today.groups().stream().map(StudyDayJson::of).toList(),
        day.broken().stream().map(s -> s.slug).toList());
  }
}
