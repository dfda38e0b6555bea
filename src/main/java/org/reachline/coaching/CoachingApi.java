package org.reachline.coaching;

import static org.reachline.base.input.JsonBody.required;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.facts.Sent;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;
import org.reachline.coaching.CoachingJson.AccountJson;
import org.reachline.coaching.CoachingJson.AmendRequest;
import org.reachline.coaching.CoachingJson.BoardJson;
import org.reachline.coaching.CoachingJson.ContactJson;
import org.reachline.coaching.CoachingJson.ContactRequest;
import org.reachline.coaching.CoachingJson.StepJson;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactAccess;
import org.reachline.coaching.contacts.ContactActs;
import org.reachline.coaching.contacts.ContactRules;
import org.reachline.coaching.contacts.ContactSaid;
import org.reachline.dose.CoachingAccounts;
import org.reachline.dose.DoseAccess;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** The coaching room as JSON. */
@Path("/api/studies/{slug}/coaching")
@Tag(name = "coaching", description = "Coaching contacts and the dose they add up to")
@Produces(MediaType.APPLICATION_JSON)
class CoachingApi {
  @Inject ContactAccess readers;
  @Inject DoseAccess dose;
  @Inject ContactRules rules;
  @Inject ContactActs acts;
  @Inject AuditTrail trail;
  @Inject ChangeReader changes;
  @Inject CoachingBoard board;
  @Inject CoachingAccounts accounts;
  @Inject SiteAccess access;
  @Inject Protocols protocols;

  /** Planned beside delivered, site by site. */
  @GET
  @Authenticated
  @Operation(summary = "Planned and delivered coaching of the sites you coach or oversee")
  public List<BoardJson> board(
      String slug,
      @RestQuery @DefaultValue("") String q,
      @RestQuery List<String> rule,
      @RestQuery @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @RestQuery @DefaultValue("0") @Min(0) int offset) {
    Study study = Study.getBySlug(slug);
    dose.requireBoard();
    CountingChoice counting = CountingChoice.of(protocols.fileOf(study), rule);
    return board.rows(study, new CoachingBoard.Search(q, null, "", "site", counting)).stream()
        .skip(offset)
        .limit(limit)
        .map(CoachingJson::row)
        .toList();
  }

  /** One site's dose, line by line. */
  @GET
  @Path("{code}")
  @Authenticated
  @Operation(summary = "One site's planned contacts and what became of them, per strategy")
  public List<AccountJson> site(String slug, String code, @RestQuery List<String> rule) {
    Place place = place(slug, code);
    if (!access.mayKnowPlan(place.site.id)) {
      throw new Refusal.NotAllowed("The plan of a site is for its coaches and coordinators.");
    }
    StudyFile file = protocols.fileOf(place.enrolment.study);
    return accounts.of(place.enrolment, CountingChoice.of(file, rule)).accounts().stream()
        .map(
            account ->
                CoachingJson.account(
                    place.enrolment,
                    account,
                    file.findStrategy(account.strategy()).orElseThrow().fidelity().thresholds()))
        .toList();
  }

  /** A site's contacts. */
  @GET
  @Path("{code}/contacts")
  @Authenticated
  @Operation(summary = "A site's contacts by time, withdrawn ones too")
  public List<ContactJson> contacts(
      String slug,
      String code,
      @RestQuery @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @RestQuery @DefaultValue("0") @Min(0) int offset) {
    Place place = place(slug, code);
    readers.requireWords(place.site);
    return Paging.slice(
            CoachingContact.findForEnrolment(place.enrolment, sitesOf(place.enrolment)),
            offset,
            limit)
        .stream()
        .map(this::json)
        .toList();
  }

  /** Keys of the unit's sites that the person may see; a contact may be of one that left it. */
  private List<Long> sitesOf(Enrolment unit) {
    return CoachingContact.listSiteIds(unit).stream().filter(access::maySee).toList();
  }

  /** Logs a contact. */
  @POST
  @Path("{code}/contacts")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Log a contact with a site")
  @APIResponseSchema(value = ContactJson.class, responseCode = "201")
  public Response log(String slug, String code, Sent<ContactRequest> request) {
    Place place = place(slug, code);
    readers.requireLog(place.site);
    Problems problems = new Problems();
    Map<String, String> typed = CoachingJson.typed(request, place.site, problems);
    ContactSaid said =
        rules.read(typed, place.enrolment, null, readers.mayReadNotes(place.site), problems);
    problems.throwIfAny();
    CoachingContact contact = acts.log(place.enrolment, said);
    return Response.created(
            URI.create(
                "/api/studies/"
                    + slug
                    + "/coaching/"
                    + place.site.code
                    + "/contacts/"
                    + contact.id))
        .entity(json(contact))
        .build();
  }

  /** One contact. */
  @GET
  @Path("{code}/contacts/{id}")
  @Authenticated
  @Operation(summary = "One contact")
  public ContactJson contact(String slug, String code, long id) {
    return json(contact(place(slug, code), id));
  }

  /** A contact's trail. */
  @GET
  @Path("{code}/contacts/{id}/history")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Operation(summary = "Who changed what of a contact, newest first")
  public List<StepJson> history(String slug, String code, long id) {
    CoachingContact contact = contact(place(slug, code), id);
    readers.requireLog(contact.site);
    return trail.whole(contact).stream().map(CoachingJson::step).toList();
  }

  /** Puts a contact right. */
  @PUT
  @Path("{code}/contacts/{id}")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Amend a contact with a reason; 409 if it changed since your version")
  public ContactJson amend(String slug, String code, long id, AmendRequest request) {
    Place place = place(slug, code);
    CoachingContact contact = contact(place, id);
    readers.requireLog(contact.site);
    Problems problems = new Problems();
    Change change =
        changes.ofCall(
            new Change(required(request).version(), request.reason()), contact, problems);
    Map<String, String> typed = CoachingJson.typed(request.contact(), contact.site, problems);
    ContactSaid said =
        rules.read(typed, place.enrolment, contact, readers.mayReadNotes(contact.site), problems);
    problems.throwIfAny();
    acts.amend(contact, said, change);
    return json(contact);
  }

  /** Takes a contact back. */
  @POST
  @Path("{code}/contacts/{id}/withdraw")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Withdraw a contact with a reason; it stays on record")
  public ContactJson withdraw(String slug, String code, long id, Change request) {
    CoachingContact contact = contact(place(slug, code), id);
    readers.requireLog(contact.site);
    Problems problems = new Problems();
    Change change = changes.ofCall(required(request), contact, problems);
    problems.throwIfAny();
    acts.withdraw(contact, change);
    return json(contact);
  }

  private ContactJson json(CoachingContact contact) {
    return CoachingJson.contact(
        contact, access.mayCoach(contact.site.id), readers.mayReadNotes(contact.site));
  }

  private record Place(Study study, Site site, Enrolment enrolment) {}

  private Place place(String slug, String code) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(code);
    dose.requireSite(site);
    return new Place(
        study, site, Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new));
  }

  private CoachingContact contact(Place place, long id) {
    CoachingContact contact =
        CoachingContact.<CoachingContact>findByIdOptional(id)
            .filter(c -> c.enrolment.id.equals(place.enrolment.id))
            .orElseThrow(Refusal.NotFound::new);
    readers.requireWords(contact.site);
    return contact;
  }
}
