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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Choice;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.UploadForm;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.RollCall;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** A video service's participant list, shown before it is saved. */
@Path("/studies/{slug}/sessions/{id:\\d+}/import")
@RolesAllowed({Role.HUB_, Role.COORDINATOR_})
public class ImportPage {
  @Inject SessionAccess access;
  @Inject SiteAccess sites;
  @Inject AttendanceImport imports;
  @Inject RollCall rollCall;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance form(EchoSession session, String zone, Problems problems);

    static native TemplateInstance preview(
        EchoSession session,
        AttendanceImport.Preview preview,
        List<Choice> people,
        Map<String, String> answers,
        String zone,
        String content,
        boolean asked);
  }

  /** The form. */
  @GET
  public Response form(@PathParam("slug") String slug, @PathParam("id") long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return Page.show(Templates.form(session, session.program.zone, new Problems()));
  }

  /** The preview; once everybody is known and it is confirmed, the list is written down. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Transactional
  public Response take(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @BeanParam UploadForm upload,
      @RestForm String zone,
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
    if (upload.isConfirmed()) {
      Optional<Integer> saved = imports.save(session, text, written, answers);
      if (saved.isPresent()) {
        return Page.seeOther(
            "/studies/" + slug + "/sessions/" + id,
            "The list was taken for " + saved.get() + (saved.get() == 1 ? " person." : " people."));
      }
    }
    AttendanceImport.Preview preview = imports.preview(session, text, written, answers);
    TemplateInstance page =
        Templates.preview(
            session,
            preview,
            people(session, preview),
            answers,
            written.getId(),
            UploadForm.carried(text),
            upload.isConfirmed());
    return preview.list().problems().isEmpty() && !upload.isConfirmed()
        ? Page.show(page)
        : Page.refuse(page);
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
