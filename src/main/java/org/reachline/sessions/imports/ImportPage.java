package org.reachline.sessions.imports;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Choice;
import org.reachline.base.Formats;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.input.UploadForm;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.sessions.hosting.RollCall;
import org.reachline.studies.Study;

/** A video service's participant list, shown before it is saved. */
@Path("/studies/{slug}/sessions/{id:\\d+}/import")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
class ImportPage {
  @Inject SessionAccess access;
  @Inject SiteAccess sites;
  @Inject AttendanceImport imports;
  @Inject RollCall rollCall;
  @Inject ColumnMemory columns;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance form(EchoSession session, String zone, Problems problems);

    static native TemplateInstance columns(
        EchoSession session,
        List<ColumnMemory.Asked> tables,
        List<CsvColumn> choices,
        Carried carried,
        Problems problems);

    static native TemplateInstance zone(
        EchoSession session, ZoneDoubt doubt, String place, Carried carried);

    static native TemplateInstance preview(
        EchoSession session,
        AttendanceImport.Preview preview,
        List<Choice> people,
        Map<String, String> answers,
        Carried carried,
        boolean asked,
        String overtaken);
  }

  /**
   * What each step of an import carries to the next.
   *
   * @param content the file in Base64
   * @param zone zone in which it was written
   * @param afternoon "yes" if its clock of twelve hours shows the afternoon, else empty
   * @param zoneIsRight "yes" once somebody said that the zone is right, else empty
   * @param answers alias and answer of each participant of whom something was said just now
   */
  public record Carried(
      String content,
      String zone,
      String afternoon,
      String zoneIsRight,
      Map<String, String> answers) {}

  /** The form. */
  @GET
  public Response form(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return Page.show(Templates.form(session, session.program.zone, new Problems()));
  }

  /**
   * Asks what has to be known: which column is what, whether the zone is right, who is meant. Once
   * everything is known and it is confirmed, the list is written down.
   */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Transactional
  public Response take(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @BeanParam UploadForm upload,
      @RestForm String zone,
      @RestForm String afternoon,
      @RestForm String zoneIsRight,
      @RestForm List<String> column,
      @RestForm String again,
      @RestForm List<String> alias,
      @RestForm List<String> answer) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    rollCall.requireBegun(session);
    Problems problems = new Problems();
    String text = ReportText.of(upload, problems);
    ZoneId written = problems.zone("zone", zone);
    if (problems.any()) {
      return Page.refuse(Templates.form(session, zone, problems));
    }
    Map<String, String> answers = answers(alias, answer);
    // "Right" was said of one zone, and of no other that is chosen later.
    boolean right = written.getId().equals(zoneIsRight);
    AttendanceImport.Handed handed =
        new AttendanceImport.Handed(
            text, new ParticipantList.Clock(written, "yes".equals(afternoon)), right, answers);
    Carried carried =
        new Carried(
            UploadForm.carried(text),
            written.getId(),
            "yes".equals(afternoon) ? "yes" : "",
            right ? written.getId() : "",
            answers);
    Optional<Response> asked = askColumns(session, text, column, again, carried);
    if (asked.isPresent()) {
      return asked.get();
    }
    String overtaken = null;
    if (upload.isConfirmed()) {
      try {
        Optional<Integer> saved = imports.save(session, handed, upload.basis);
        if (saved.isPresent()) {
          return Page.seeOther(
              "/studies/" + slug + "/sessions/" + id,
              "The list was taken for "
                  + saved.get()
                  + (saved.get() == 1 ? " person." : " people."));
        }
      } catch (Refusal.Conflict changed) {
        // What the list would do is shown anew; sending it again is then a decision.
        overtaken = changed.getMessage();
      }
    }
    return show(
        session, imports.preview(session, handed), carried, upload.isConfirmed(), overtaken);
  }

  /**
   * The question which column is what, where it is open, was answered wrongly or is asked again.
   */
  private Optional<Response> askColumns(
      EchoSession session, String text, List<String> column, String again, Carried carried) {
    boolean answering = column != null && !column.isEmpty();
    if (!answering && again == null) {
      return Optional.empty();
    }
    Problems problems = new Problems();
    List<ColumnMemory.Asked> tables = columns.asked(session.program, text);
    if (tables.isEmpty()) {
      return Optional.empty();
    }
    if (answering) {
      tables = columns.answered(tables, column, problems);
      if (!problems.any()) {
        columns.say(session.program, tables);
        return Optional.empty();
      }
    }
    TemplateInstance page =
        Templates.columns(session, tables, CsvColumn.answers(), carried, problems);
    return Optional.of(problems.any() ? Page.refuse(page) : Page.show(page));
  }

  private Response show(
      EchoSession session,
      AttendanceImport.Preview preview,
      Carried carried,
      boolean confirmed,
      String overtaken) {
    if (!preview.list().unknown().isEmpty()) {
      String text =
          new String(Base64.getDecoder().decode(carried.content()), StandardCharsets.UTF_8);
      return Page.show(
          Templates.columns(
              session,
              columns.asked(session.program, text),
              CsvColumn.answers(),
              carried,
              new Problems()));
    }
    if (preview.doubt() != null) {
      return Page.show(
          Templates.zone(
              session, preview.doubt(), Formats.place(ZoneId.of(carried.zone())), carried));
    }
    TemplateInstance page =
        Templates.preview(
            session,
            preview,
            people(session, preview),
            carried.answers(),
            carried,
            confirmed && overtaken == null,
            overtaken);
    if (overtaken != null) {
      return Page.conflict(page);
    }
    return preview.list().problems().isEmpty() && !confirmed ? Page.show(page) : Page.refuse(page);
  }

  /** People of the reader's own sites, and of others those whom the list itself names. */
  private List<Choice> people(EchoSession session, AttendanceImport.Preview preview) {
    Map<Long, Person> known = new LinkedHashMap<>();
    imports.candidates(session, site -> sites.maySee(site.id)).forEach(p -> known.put(p.id, p));
    preview.participants().stream()
        .map(AttendanceImport.Participant::person)
        .filter(Objects::nonNull)
        .forEach(p -> known.put(p.id, p));
    List<Choice> people = new ArrayList<>();
    people.add(new Choice(AttendanceImport.NOBODY, "Nobody of ours"));
    known.values().forEach(p -> people.add(new Choice(p.id.toString(), p.name + ", " + p.email)));
    return people;
  }

  private static Map<String, String> answers(List<String> aliases, List<String> answers) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; aliases != null && answers != null && i < aliases.size(); i++) {
      if (i < answers.size() && answers.get(i) != null && !answers.get(i).isBlank()) {
        given.put(aliases.get(i), answers.get(i));
      }
    }
    return given;
  }
}
