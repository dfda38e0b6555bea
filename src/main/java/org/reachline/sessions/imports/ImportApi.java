package org.reachline.sessions.imports;

import io.quarkus.narayana.jta.QuarkusTransaction;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.input.UploadForm;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.hosting.RollCall;
import org.reachline.studies.Study;

/** A video service's participant list as JSON. */
@Path("/api/studies/{slug}/sessions/{id:\\d+}/import")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ECHO sessions")
class ImportApi {
  @Inject SessionAccess access;
  @Inject AttendanceImport imports;
  @Inject RollCall rollCall;
  @Inject ColumnMemory columns;

  /**
   * A list.
   *
   * @param text the file's text
   * @param zone zone in which the service wrote its times, such as America/Chicago
   * @param dryRun true to see what it would do; nothing is saved then
   * @param answers who participants are: their alias to a person's mail address, or to "nobody"
   * @param columns what the columns are of a list whose headings are not known: heading to name,
   *     first_name, last_name, email, join, leave or duration; remembered for the programme
   * @param zoneIsRight true to take the list although hardly anybody was there, or would have been
   *     there for much longer in another zone
   * @param afternoon true where a clock of twelve hours without am and pm shows the afternoon
   * @param basis of the dry run; with it, nothing is saved if the session's attendance has changed
   *     since
   */
  public record ListJson(
      @NotBlank @Size(max = UploadForm.MOST_BYTES) String text,
      @NotBlank String zone,
      @NotNull Boolean dryRun,
      Map<String, String> answers,
      Map<String, String> columns,
      Boolean zoneIsRight,
      Boolean afternoon,
      String basis) {}

  /**
   * A table whose headings are not known.
   *
   * @param headings its headings
   * @param proposed what they may mean: heading to what {@code columns} takes
   */
  public record UnknownJson(List<String> headings, Map<String, String> proposed) {}

  /**
   * Another way to read a list.
   *
   * @param zone zone in which it would have been written
   * @param afternoon whether its clock of twelve hours would show the afternoon
   * @param there how many participants would have been in the session
   */
  public record ReadingJson(String zone, boolean afternoon, int there) {}

  /**
   * That the zone may be wrong.
   *
   * @param there how many participants were in the session
   * @param of how many there are
   * @param readings ways to read the list under which more were there, best first
   */
  public record ZoneJson(int there, int of, List<ReadingJson> readings) {}

  /**
   * One participant.
   *
   * @param alias mail address or comparable name; what answers name
   * @param name name as the service showed it
   * @param email who it is or may be, or null
   * @param certainty mail, remembered, chosen, proposed, nobody or unknown
   * @param minutesBefore minutes that count now, or null
   * @param minutesAfter minutes that would count
   * @param earlier that earlier lists have more than this one and all are added up, or null
   */
  public record ParticipantJson(
      String alias,
      String name,
      String email,
      String certainty,
      Integer minutesBefore,
      int minutesAfter,
      String earlier) {}

  /**
   * What became of it.
   *
   * @param saved how many people's attendance was written; null if nothing was saved
   * @param provider whose list it is, or null
   * @param problems what is wrong with the list
   * @param participants its participants
   * @param missing who stands in an earlier list of the session and not in this one, in words, or
   *     null; what is known of them stays
   * @param unknown tables of which {@code columns} has to say what is what; nothing was read then
   * @param zoneDoubt that the zone may be wrong, or null; nothing is saved until {@code
   *     zoneIsRight}
   * @param basis what it was made from, to be sent back with {@code dryRun} false
   */
  public record ResultJson(
      Integer saved,
      String provider,
      List<RowOutcome> problems,
      List<ParticipantJson> participants,
      String missing,
      List<UnknownJson> unknown,
      ZoneJson zoneDoubt,
      String basis) {}

  /** Shows what a list would do, or takes it. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(
      summary =
          "Take a participant list of a video service; saved is null while a row, a column, a participant or the zone needs an answer")
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
    if (list.columns() != null && !list.columns().isEmpty()) {
      say(session, list);
    }
    if (list.dryRun()) {
      // What was said of the columns is tried and forgotten.
      QuarkusTransaction.setRollbackOnly();
    }
    AttendanceImport.Handed handed =
        new AttendanceImport.Handed(
            list.text(),
            new ParticipantList.Clock(zone, Boolean.TRUE.equals(list.afternoon())),
            Boolean.TRUE.equals(list.zoneIsRight()),
            answers);
    AttendanceImport.Preview preview = imports.preview(session, handed);
    Optional<Integer> saved =
        list.dryRun() ? Optional.empty() : imports.save(session, handed, list.basis());
    return new ResultJson(
        saved.orElse(null),
        preview.list().provider().map(p -> p.name().toLowerCase(Locale.ROOT)).orElse(null),
        preview.list().problems(),
        preview.participants().stream().map(ImportApi::json).toList(),
        preview.missing(),
        preview.list().unknown().stream().map(ImportApi::json).toList(),
        json(preview.doubt()),
        preview.basis());
  }

  /** Remembers what the columns are. @throws Refusal.BadInput naming {@code columns} */
  private void say(EchoSession session, ListJson list) {
    Problems problems = new Problems();
    List<ColumnMemory.Asked> tables = columns.asked(session.program, list.text());
    Map<String, String> said = new HashMap<>();
    list.columns().forEach((heading, what) -> said.put(CsvColumn.plain(heading), what));
    List<String> answers = new ArrayList<>();
    for (ColumnMemory.Asked table : tables) {
      table
          .table()
          .titles()
          .forEach(title -> answers.add(String.valueOf(said.get(CsvColumn.plain(title)))));
    }
    List<ColumnMemory.Asked> answered = columns.answered(tables, answers, problems);
    problems.throwIfAny();
    columns.say(session.program, answered);
  }

  private static UnknownJson json(ReportTable table) {
    Map<String, String> proposed = new LinkedHashMap<>();
    for (int i = 0; i < table.titles().size(); i++) {
      CsvColumn column = table.columns().get(i);
      if (column != null) {
        proposed.put(table.titles().get(i), column.name().toLowerCase(Locale.ROOT));
      }
    }
    return new UnknownJson(table.titles(), proposed);
  }

  private static ZoneJson json(ZoneDoubt doubt) {
    return doubt == null
        ? null
        : new ZoneJson(
            doubt.there(),
            doubt.of(),
            doubt.suggestions().stream()
                .map(s -> new ReadingJson(s.zone().getId(), s.afternoon(), s.there()))
                .toList());
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
        p.after(),
        p.earlier());
  }
}
