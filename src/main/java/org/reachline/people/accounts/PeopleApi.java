package org.reachline.people.accounts;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditTrail;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;

/** People as JSON, for coordinators. */
@Path("/api/people")
@Tag(name = "people", description = "Persons, their places, invitations, access")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.COORDINATOR_)
class PeopleApi {
  @Inject InvitationActs invitations;
  @Inject AccessActs access;
  @Inject AffiliationActs places;
  @Inject PeopleSearch search;
  @Inject PersonActs acts;
  @Inject AuditTrail trail;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /**
   * A part at a site.
   *
   * @param until last day, or null while it lasts
   * @param version send it back when you end the part
   */
  public record PlaceJson(
      Long id, String site, String part, LocalDate from, LocalDate until, int version) {
    static PlaceJson of(Affiliation a) {
      return new PlaceJson(a.id, a.site.code, a.part, a.from, a.until, a.version);
    }
  }

  /**
   * A person.
   *
   * @param endedAt when access was ended, or null
   * @param version send it back when you change the person
   * @param undeliverable what a mail server says if nobody receives mail at the address, else null
   * @param places parts at sites, past ones too; null in a list
   */
  public record PersonJson(
      long id,
      String email,
      String name,
      String credential,
      String zone,
      List<String> roles,
      boolean blinded,
      Instant endedAt,
      int version,
      String undeliverable,
      List<PlaceJson> places) {
    static PersonJson of(Person p, List<PlaceJson> places) {
      return new PersonJson(
          p.id,
          p.email,
          p.name,
          p.credential,
          p.zone,
          p.roles.stream().map(Role::realmName).sorted().toList(),
          p.blinded,
          p.endedAt,
          p.version,
          p.undeliverable,
          places);
    }
  }

  /**
   * A site and the part that the person plays there.
   *
   * @param from first day; today in an invitation that names none
   * @param until last day, or null while it lasts
   */
  public record PlaceRequest(String site, String part, String from, String until) {}

  /** Who to invite; {@code places} may be empty. */
  public record InviteRequest(
      String email,
      String name,
      String role,
      String credential,
      String zone,
      List<PlaceRequest> places) {}

  /**
   * An invitation that went through.
   *
   * @param temporaryPassword shown this once; null if Keycloak sends a mail or the account existed
   * @param caution what did not work afterwards, or null
   */
  public record InvitedJson(
      PersonJson person, String temporaryPassword, boolean hadAccount, String caution) {}

  /** Why. */
  public record ReasonRequest(String reason) {}

  /**
   * What waits for a second coordinator.
   *
   * @param act {@code end}, {@code reset} or {@code demote}
   * @param askedBy mail address of the coordinator who asked
   */
  public record RequestJson(long id, String act, String reason, String askedBy, Instant askedAt) {
    static RequestJson of(AccessRequest r) {
      return new RequestJson(
          r.id, r.act.name().toLowerCase(Locale.ROOT), r.reason, r.askedBy, r.askedAt);
    }
  }

  /**
   * The end of a part.
   *
   * @param until its last day
   * @param version the version of the part that was read
   */
  public record EndPlaceRequest(String until, String reason, Integer version) {
    private static final EndPlaceRequest NOTHING = new EndPlaceRequest(null, null, null);
  }

  /** An invitation whose problems are named after the request's own properties. */
  private static final class PlacesForm extends InviteForm {
    @Override
    public String siteField(int row) {
      return "places[" + row + "].site";
    }

    @Override
    public String partField(int row) {
      return "places[" + row + "].part";
    }

    @Override
    public String fromField(int row) {
      return "places[" + row + "].from";
    }

    @Override
    public String untilField(int row) {
      return "places[" + row + "].until";
    }
  }

  /** Everybody by name, or those who fit. */
  @GET
  @Operation(summary = "Everybody by name; q looks in names, mail addresses and site codes")
  public List<PersonJson> list(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("site") @DefaultValue("") String site,
      @QueryParam("limit") @DefaultValue("200") int limit,
      @QueryParam("offset") @DefaultValue("0") int offset) {
    LocalDate today = LocalDate.now(clock.withZone(me.zone()));
    int most = Math.max(1, Math.min(1000, limit));
    return search.list(new PeopleSearch.Wanted(q, site), today, Math.max(0, offset), most).stream()
        .map(p -> PersonJson.of(p, null))
        .toList();
  }

  /** One person with their places. */
  @GET
  @Path("{id}")
  @Operation(summary = "One person with their places")
  public PersonJson get(@PathParam("id") long id) {
    Person p = InvitationActs.get(id);
    return PersonJson.of(p, Affiliation.listForPerson(p).stream().map(PlaceJson::of).toList());
  }

  /** What was done to a person. */
  @GET
  @Path("{id}/trail")
  @Operation(summary = "Who did what to a person, their access and places, and why; newest first")
  public List<AuditTrail.Step> trail(@PathParam("id") long id) {
    return trail.whole(InvitationActs.get(id).subject());
  }

  /** Invites a person. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Invite a person: account, record and places",
      description = "503 if Keycloak does not answer; nothing is kept then")
  @APIResponseSchema(value = InvitedJson.class, responseCode = "201")
  public Response invite(InviteRequest request) {
    InviteForm form = new PlacesForm();
    if (request != null) {
      form.email = request.email();
      form.name = request.name();
      form.role = request.role();
      form.credential = request.credential();
      form.zone = request.zone() == null ? me.zone().getId() : request.zone();
      for (PlaceRequest place :
          request.places() == null ? new ArrayList<PlaceRequest>() : request.places()) {
        form.site.add(place == null ? null : place.site());
        form.part.add(place == null ? null : place.part());
        form.from.add(place == null ? null : place.from());
        form.until.add(place == null ? null : place.until());
      }
    }
    Problems problems = new Problems();
    InvitationActs.Invited invited = invitations.invite(form, problems);
    problems.throwIfAny();
    return once(201, invited);
  }

  /** Renews an invitation. */
  @POST
  @Path("{id}/renew")
  @Operation(
      summary = "Send the invitation again, or set another temporary password",
      description =
          "409 if access was ended or the person has signed in before; 503 if Keycloak does not"
              + " answer")
  @APIResponseSchema(value = InvitedJson.class, responseCode = "200")
  public Response renew(@PathParam("id") long id) {
    return once(200, invitations.renew(InvitationActs.get(id)));
  }

  /** The answer shows a temporary password once, so nothing keeps it. */
  private Response once(int status, InvitationActs.Invited invited) {
    return Response.status(status)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(
            new InvitedJson(
                get(invited.person().id),
                invited.temporaryPassword(),
                invited.hadAccount(),
                invited.caution()))
        .build();
  }

  /** Changes a person. */
  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Change a person's name, zone and roles, with a reason; 409 if overtaken",
      description = "Roles are set in Keycloak too; 503 if it does not answer, and nothing is kept")
  public PersonJson edit(@PathParam("id") long id, PersonRequest request) {
    Problems problems = new Problems();
    acts.edit(id, PersonRequest.form(request), problems);
    problems.throwIfAny();
    return fresh(id);
  }

  /** Gives a person a part at a site. */
  @POST
  @Path("{id}/affiliations")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Give a person a part at a site from a day on")
  public PersonJson addPlace(@PathParam("id") long id, PlaceRequest place) {
    Problems problems = new Problems();
    PlaceRequest typed = place == null ? new PlaceRequest(null, null, null, null) : place;
    places.add(id, typed.site(), typed.part(), typed.from(), typed.until(), problems);
    problems.throwIfAny();
    return get(id);
  }

  /** Ends a part. */
  @POST
  @Path("{id}/affiliations/{place}/end")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary =
          "End a part with its last day and a reason; 409 with the other's change if overtaken")
  public PersonJson endPlace(
      @PathParam("id") long id, @PathParam("place") long place, EndPlaceRequest request) {
    EndPlaceRequest end = request == null ? EndPlaceRequest.NOTHING : request;
    String version = end.version() == null ? null : end.version().toString();
    Problems problems = new Problems();
    places.end(id, place, end.until(), end.reason(), version, problems);
    problems.throwIfAny();
    return get(id);
  }

  /** Lifts blinding. */
  @POST
  @Path("{id}/unblind")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Lift a researcher's blinding, with a reason")
  public PersonJson unblind(@PathParam("id") long id, ReasonRequest request) {
    places.unblind(id, reason(request));
    return get(id);
  }

  /** Ends access. */
  @POST
  @Path("{id}/end")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "End a person's access, with a reason; 503 if Keycloak does not answer",
      description = "A coordinator's access ends when a second coordinator confirms it")
  public PersonJson end(@PathParam("id") long id, ReasonRequest request) {
    access.end(id, reason(request));
    return fresh(id);
  }

  /** Lets a person choose a new password. */
  @POST
  @Path("{id}/reset")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Have Keycloak mail a person the way to a new password, with a reason",
      description =
          "409 if Keycloak sends no mail; a coordinator's waits for a second coordinator's word")
  public PersonJson reset(@PathParam("id") long id, ReasonRequest request) {
    access.reset(id, reason(request));
    return fresh(id);
  }

  /** Takes the coordinator's role. */
  @POST
  @Path("{id}/demote")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Take the coordinator's role; done when a second coordinator confirms it")
  public PersonJson demote(@PathParam("id") long id, ReasonRequest request) {
    access.demote(id, reason(request));
    return fresh(id);
  }

  /** What waits for a second coordinator about a person. */
  @GET
  @Path("{id}/requests")
  @Operation(summary = "What one coordinator asked for and a second one has to confirm")
  public List<RequestJson> requests(@PathParam("id") long id) {
    return AccessRequest.listOpen(InvitationActs.get(id)).stream().map(RequestJson::of).toList();
  }

  /** Confirms what another coordinator asked for. */
  @POST
  @Path("{id}/requests/{request}/confirm")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Confirm what another coordinator asked for; it is done then")
  public PersonJson confirm(@PathParam("id") long id, @PathParam("request") long request) {
    access.confirm(id, request);
    return fresh(id);
  }

  /** Declines what a coordinator asked for. */
  @POST
  @Path("{id}/requests/{request}/decline")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Decline what a coordinator asked for")
  public PersonJson decline(@PathParam("id") long id, @PathParam("request") long request) {
    access.decline(id, request);
    return fresh(id);
  }

  /** Restores access. */
  @POST
  @Path("{id}/restore")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Restore a person's access, with a reason; 503 if Keycloak does not answer")
  public PersonJson restore(@PathParam("id") long id, ReasonRequest request) {
    access.restore(id, reason(request));
    return fresh(id);
  }

  private PersonJson fresh(long id) {
    // The change was made in a transaction of its own, past what this request has read.
    Person.getEntityManager().clear();
    return get(id);
  }

  private static String reason(ReasonRequest request) {
    Problems problems = new Problems();
    String reason = problems.text("reason", request == null ? null : request.reason(), 500);
    problems.throwIfAny();
    return reason;
  }
}
