package org.reachline.contamination;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.dose.EntryLinks;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Contamination as JSON. */
@Path("/api/studies/{slug}/contamination")
@Tag(name = "contamination", description = "Prescribed against received, and who crosses arms")
class ContaminationApi {
  @Inject CurrentPerson me;
  @Inject ContaminationWatch watch;
  @Inject FlagNotes notes;
  @Inject Received received;
  @Inject Protocols protocols;

  /**
   * A flag.
   *
   * @param kind {@code not_prescribed}, {@code beyond_plan}, {@code before_step}, {@code
   *     shared_coach}, {@code shared_person}, {@code moved_person} or {@code guest}
   * @param site code of the unit, or null where it is about a person
   * @param person mail address, or null where it is about a unit
   * @param holds whether it is still so
   * @param endedAt when it was found that it no longer holds; null while it does
   * @param endedBecause {@code evidence_gone} (no record shows it any more) or {@code unit_left} (a
   *     unit left the study; until then it was so); null while it holds
   * @param contacts contacts and sessions that show it, or showed it last
   * @param minutes their minutes
   * @param sources records that show it, such as {@code coaching_contact:17}
   */
  public record FlagJson(
      long id,
      String kind,
      String site,
      String strategy,
      String person,
      LocalDate since,
      Instant raisedAt,
      boolean holds,
      Instant endedAt,
      String endedBecause,
      int contacts,
      int minutes,
      String explanation,
      List<String> sources,
      List<NoteJson> notes) {}

  /** What somebody wrote about a flag. */
  public record NoteJson(String text, String writtenBy, Instant writtenAt) {}

  /** A note to write. */
  public record NoteRequest(String text) {}

  /** All flags. */
  @GET
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  @Transactional
  @Operation(summary = "Flags of a study, newest first; those that no longer hold too")
  public List<FlagJson> list(
      String slug,
      @RestQuery @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @RestQuery @DefaultValue("0") @Min(0) int offset) {
    Study study = Study.getBySlug(slug);
    ContaminationPage.requireArms(me);
    ContaminationWatch.Looked looked = watch.look(study);
    return looked
        .standing(Paging.slice(ContaminationFlag.findForStudy(study), offset, limit))
        .stream()
        .map(ContaminationApi::json)
        .toList();
  }

  /**
   * One strategy at one unit, prescribed beside received.
   *
   * @param prescribed whether the arm is to get anything of it: contacts, or people in place
   * @param contacts what counts toward the dose
   * @param besideContacts what was received unplanned, as flags count it
   * @param seenContacts the part of it that is no line of the ledger: a session under way or too
   *     short to count where none is offered, or a contact of another unit that somebody of this
   *     one took part in
   * @param projects change projects where no coaching is planned
   * @param staff people put in place, planned beside there today
   * @param flagged whether a flag holds
   * @param entries address of the ledger's part of these figures
   */
  public record ReceivedJson(
      String unit,
      String arm,
      String strategy,
      boolean prescribed,
      int prescribedContacts,
      int prescribedMinutes,
      int contacts,
      int minutes,
      int besideContacts,
      int besideMinutes,
      int seenContacts,
      int seenMinutes,
      int projects,
      List<Intake.Staffed> staff,
      boolean flagged,
      String entries) {}

  /** Prescribed beside received. */
  @GET
  @Path("received")
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  @Transactional
  @Operation(summary = "What each site was prescribed of every strategy, beside what it received")
  public List<ReceivedJson> received(
      String slug,
      @RestQuery @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @RestQuery @DefaultValue("0") @Min(0) int offset) {
    Study study = Study.getBySlug(slug);
    ContaminationPage.requireArms(me);
    ContaminationWatch.Looked looked = watch.look(study);
    // Each unit has a line for every strategy of the study file.
    int each = protocols.fileOf(study).strategies().size();
    List<Enrolment> units =
        Paging.slice(received.units(study), offset / each, (offset % each + limit - 1) / each + 1);
    return received.rows(study, units, looked).stream()
        .flatMap(row -> row.cells().stream().map(cell -> json(study, row, cell)))
        .skip(offset % each)
        .limit(limit)
        .toList();
  }

  private static ReceivedJson json(Study study, Received.Row row, Received.Cell cell) {
    return new ReceivedJson(
        row.unit().unit.code,
        row.arm().key(),
        cell.strategy().key(),
        cell.prescribed(),
        cell.account().planned().contacts(),
        cell.account().planned().minutes(),
        cell.account().delivered().contacts(),
        cell.account().delivered().minutes(),
        cell.besideContacts(),
        cell.besideMinutes(),
        cell.seenContacts(),
        cell.seenMinutes(),
        cell.projects(),
        cell.staff(),
        cell.flagged(),
        "/api" + EntryLinks.site(study, row.unit().unit, cell.account(), "all", "lines"));
  }

  /** Writes a note. */
  @POST
  @Path("{id}/notes")
  @RolesAllowed(Role.COORDINATOR_)
  @Transactional
  @Operation(summary = "Write a note on a flag; flags are never dismissed")
  public NoteJson note(String slug, long id, NoteRequest request) {
    Study study = Study.getBySlug(slug);
    Problems problems = new Problems();
    String text = problems.text("text", request == null ? null : request.text(), 2000);
    problems.throwIfAny();
    return json(notes.write(FlagNotes.flag(study, id), text));
  }

  private static FlagJson json(Standing s) {
    return new FlagJson(
        s.flag().id,
        s.flag().kind.name().toLowerCase(Locale.ROOT),
        s.flag().enrolment == null ? null : s.flag().enrolment.unit.code,
        s.flag().strategy,
        s.flag().person == null ? null : s.flag().person.email,
        s.since(),
        s.flag().raisedAt,
        s.finding() != null,
        s.endedAt(),
        s.state().endedBecause == null
            ? null
            : s.state().endedBecause.name().toLowerCase(Locale.ROOT),
        s.state().contacts,
        s.state().minutes,
        s.explanation(),
        s.finding() == null ? List.of() : s.finding().sources(),
        s.notes().stream().map(ContaminationApi::json).toList());
  }

  private static NoteJson json(FlagNote note) {
    return new NoteJson(note.text, note.writtenBy, note.writtenAt);
  }
}
