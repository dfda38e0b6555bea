package org.reachline.sessions.imports;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadForm;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.RollCall;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** A video service's participant list as JSON. */
@Path("/api/studies/{slug}/sessions/{id:\\d+}/import")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ECHO sessions")
public class ImportApi {
  @Inject SessionAccess access;
  @Inject AttendanceImport imports;
  @Inject RollCall rollCall;

  /**
   * A list.
   *
   * @param text the file's text
   * @param zone zone in which the service wrote its times, such as America/Chicago
   * @param dryRun true to see what it would do; nothing is saved then
   * @param answers who participants are: their alias to a person's mail address, or to "nobody"
   */
  public record ListJson(
      @NotBlank @Size(max = UploadForm.MOST_BYTES) String text,
      @NotBlank String zone,
      @NotNull Boolean dryRun,
      Map<String, String> answers) {}

  /**
   * One participant.
   *
   * @param alias mail address or comparable name; what answers name
   * @param name name as the service showed it
   * @param email who it is or may be, or null
   * @param certainty mail, remembered, chosen, proposed, nobody or unknown
   * @param minutesBefore minutes that count now, or null
   * @param minutesAfter minutes that would count
   */
  public record ParticipantJson(
      String alias,
      String name,
      String email,
      String certainty,
      Integer minutesBefore,
      int minutesAfter) {}

  /**
   * What became of it.
   *
   * @param saved how many people's attendance was written; null if nothing was saved
   * @param provider whose list it is, or null
   * @param problems what is wrong with the list
   * @param participants its participants
   */
  public record ResultJson(
      Integer saved,
      String provider,
      List<RowOutcome> problems,
      List<ParticipantJson> participants) {}

  /** Shows what a list would do, or takes it. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(
      summary =
          "Take a participant list of Zoom, Teams or BigBlueButton; saved is null while a row or a participant needs an answer")
  public ResultJson take(
      @PathParam("slug") String slug, @PathParam("id") long id, @NotNull @Valid ListJson list) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    rollCall.requireBegun(session);
    Problems problems = new Problems();
    ZoneId zone = problems.zone("zone", list.zone());
    Map<String, String> answers = new HashMap<>();
    if (list.answers() != null) {
      list.answers().forEach((alias, who) -> answers.put(alias, key(alias, who, problems)));
    }
    problems.throwIfAny();
    AttendanceImport.Preview preview = imports.preview(session, list.text(), zone, answers);
    Optional<Integer> saved =
        list.dryRun() ? Optional.empty() : imports.save(session, list.text(), zone, answers);
    return new ResultJson(
        saved.orElse(null),
        preview.list().provider().map(p -> p.name().toLowerCase(Locale.ROOT)).orElse(null),
        preview.list().problems(),
        preview.participants().stream().map(ImportApi::json).toList());
  }

  private static String key(String alias, String who, Problems problems) {
    if (AttendanceImport.NOBODY.equals(who)) {
      return who;
    }
    Optional<Person> person = who == null ? Optional.empty() : Person.findByEmail(who);
    if (person.isEmpty()) {
      problems.add("answers." + alias, "Nobody here has this mail address.");
      return "";
    }
    return person.get().id.toString();
  }

  private static ParticipantJson json(AttendanceImport.Participant p) {
    return new ParticipantJson(
        p.alias(),
        p.name(),
        p.person() == null ? null : p.person().email,
        p.certainty().name().toLowerCase(Locale.ROOT),
        p.before(),
        p.after());
  }
}
