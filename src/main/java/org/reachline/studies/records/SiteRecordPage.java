package org.reachline.studies.records;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;
import org.reachline.base.trail.EditDialogue;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/**
 * The records of one kind at a site: all of them with the form for the next, and each with its
 * history, the form that amends it and the one that takes it back. A room's page names its address.
 *
 * @param <R> the record
 * @param <F> what is said of it
 */
public abstract class SiteRecordPage<R extends SiteRecord<F>, F extends Record> {
  @Inject SentForm sent;
  @Inject SiteRecords<R, F> records;
  @Inject AuditTrail trail;
  @Inject EditDialogue dialogue;
  @Inject ChangeReader changes;

  @CheckedTemplate(basePath = "SiteRecordPage")
  static class Templates {
    static native TemplateInstance list(
        Study study, Site site, String title, List<Shown> records, FactForm form, boolean mayWrite);

    static native TemplateInstance show(
        Study study,
        Site site,
        String title,
        Shown record,
        List<AuditTrail.Step> history,
        FactForm form,
        String conflict,
        boolean mayWrite);
  }

  /**
   * A record as a page shows it.
   *
   * @param address where it stands alone
   * @param fields its fields in words, by label; those that say nothing are left
   */
  public record Shown(SiteRecord<?> record, String address, Map<String, Object> fields) {}

  /** All of them. */
  @GET
  @Authenticated
  public Response list(@PathParam("slug") String slug, @PathParam("code") String code) {
    return Page.show(list(records.read(slug, code), Map.of(), new Problems()));
  }

  /** Enters another. */
  @POST
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  public Response log(@PathParam("slug") String slug, @PathParam("code") String code) {
    SiteRecords.Place place = records.write(slug, code);
    Problems problems = new Problems();
    F facts = records.read(sent.typed(), problems);
    if (problems.any()) {
      return Page.refuse(list(place, sent.typed(), problems));
    }
    records.log(place, facts);
    return Page.seeOther(address(place), "The " + records.one() + " is on record.");
  }

  /** One of them with its history. */
  @GET
  @Path("{id}")
  @Authenticated
  public Response show(
      @PathParam("slug") String slug, @PathParam("code") String code, @PathParam("id") long id) {
    SiteRecords.Place place = records.read(slug, code);
    R record = records.get(place, id);
    Map<String, String> typed = records.sheet().typed(record.facts);
    return Page.show(show(place, record, typed, null, new Problems()));
  }

  /** Puts it right, with a reason. */
  @POST
  @Path("{id}/amend")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  public Response amend(
      @PathParam("slug") String slug, @PathParam("code") String code, @PathParam("id") long id) {
    SiteRecords.Place place = records.write(slug, code);
    R record = records.get(place, id);
    Problems problems = new Problems();
    F now = records.read(sent.typed(), problems);
    Change change = changes.ofForm(sent.typed(), problems);
    return done(
        place, record, change, problems, "amended", () -> records.amend(record, now, change));
  }

  /** Takes it back, with a reason. */
  @POST
  @Path("{id}/withdraw")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  public Response withdraw(
      @PathParam("slug") String slug, @PathParam("code") String code, @PathParam("id") long id) {
    SiteRecords.Place place = records.write(slug, code);
    R record = records.get(place, id);
    Problems problems = new Problems();
    Change change = changes.ofForm(sent.typed(), problems);
    return done(
        place, record, change, problems, "withdrawn", () -> records.withdraw(record, change));
  }

  private Response done(
      SiteRecords.Place place,
      R record,
      Change change,
      Problems problems,
      String what,
      Runnable act) {
    Map<String, String> typed = records.sheet().typed(record.facts);
    typed.putAll(sent.typed());
    return dialogue.answer(
        record,
        change,
        problems,
        (theirs, wrong) -> show(place, record, typed, theirs, wrong),
        () -> {
          act.run();
          return Page.seeOther(
              address(place) + "/" + record.id, "The " + records.one() + " was " + what + ".");
        });
  }

  private TemplateInstance list(
      SiteRecords.Place place, Map<String, String> typed, Problems problems) {
    return Templates.list(
        place.study(),
        place.site(),
        records.pageLabel(),
        records.list(place).stream().map(record -> shown(place, record)).toList(),
        new FactForm(records.sheet(), typed, problems),
        records.mayWrite(place.site()));
  }

  private TemplateInstance show(
      SiteRecords.Place place,
      R record,
      Map<String, String> typed,
      String conflict,
      Problems problems) {
    boolean mayWrite = records.mayWrite(place.site());
    typed.put("version", String.valueOf(record.version));
    return Templates.show(
        place.study(),
        place.site(),
        records.pageLabel(),
        shown(place, record),
        mayWrite ? trail.of(record) : List.of(),
        new FactForm(records.sheet(), typed, problems),
        conflict,
        mayWrite);
  }

  private Shown shown(SiteRecords.Place place, R record) {
    return new Shown(
        record, address(place) + "/" + record.id, records.sheet().inWords(record.facts));
  }

  private String address(SiteRecords.Place place) {
    return place.study().addressOf(records.page()) + "/" + place.site().code;
  }
}
