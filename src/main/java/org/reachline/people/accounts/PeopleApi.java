package org.reachline.people.accounts;

import static org.reachline.base.input.JsonBody.required;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.facts.Sent;
import org.reachline.base.trail.AuditTrail;
import org.reachline.people.Affiliation;
import org.reachline.people.AffiliationFacts;
import org.reachline.people.Person;
import org.reachline.people.PersonFacts;

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
   * @param version send it back when you end the part
   */
  public record PlaceJson(Long id, @JsonUnwrapped AffiliationFacts facts, int version) {
    static PlaceJson of(Affiliation a) {
      return new PlaceJson(a.id, a.facts(), a.version);
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
      @JsonUnwrapped PersonFacts facts,
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
          p.facts(),
          p.roles.stream().map(Role::realmName).sorted().toList(),
          p.blinded,
          p.endedAt,
          p.version,
          p.undeliverable,
          places);
    }
  }

  /**
   * Who to invite; {@code places} may be empty, and a place that names no first day begins today.
   */
  public record InviteRequest(
      String email,
      @JsonUnwrapped Sent<PersonFacts> facts,
      String role,
      List<Sent<AffiliationFacts>> places) {
    private InviteForm form(String ownZone, Problems problems) {
      Map<String, String> typed = PersonFacts.SHEET.typed(facts, problems);
      typed.put("email", email);
      typed.put("role", role);
      typed.putIfAbsent("zone", ownZone);
      return new InviteForm(
          typed,
          places == null
              ? List.of()
              : places.stream().map(p -> AffiliationFacts.SHEET.typed(p, problems)).toList(),
          "places[%d].%s");
    }
  }

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
    private Map<String, String> typed() {
      Map<String, String> typed = new HashMap<>();
      typed.put("until", until);
      typed.put("reason", reason);
      typed.put("version", version == null ? null : version.toString());
      return typed;
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
    return trail.whole(InvitationActs.get(id));
  }

  /** Invites a person. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Invite a person: account, record and places",
      description = "503 if Keycloak does not answer; nothing is kept then")
  @APIResponseSchema(value = InvitedJson.class, responseCode = "201")
  public Response invite(InviteRequest request) {
    Problems problems = new Problems();
    InvitationActs.Invited invited =
        invitations.invite(required(request).form(me.zone().getId(), problems), problems);
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
    acts.edit(id, required(request).typed(problems), request.roles(), problems);
    problems.throwIfAny();
    return fresh(id);
  }

  /** Gives a person a part at a site. */
  @POST
  @Path("{id}/affiliations")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Give a person a part at a site from a day on")
  public PersonJson addPlace(@PathParam("id") long id, Sent<AffiliationFacts> place) {
    Problems problems = new Problems();
    places.add(id, AffiliationFacts.SHEET.typed(required(place), problems), problems);
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
    Problems problems = new Problems();
    places.end(id, place, required(request).typed(), problems);
    problems.throwIfAny();
    return get(id);
  }

  /** Changes a person's access. */
  @POST
  @Path("{id}/{act:" + AccessActs.AccessAct.NAMES + "}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary =
          "Lift a researcher's blinding, end or restore access, have a way to a new password mailed,"
              + " or take the coordinator's role; each with a reason",
      description =
          "What is done to a coordinator waits for a second coordinator's word. 409 if it was done"
              + " before or Keycloak sends no mail, 503 if it does not answer; nothing is kept then")
  public PersonJson act(
      @PathParam("id") long id, @PathParam("act") AccessActs.AccessAct act, ReasonRequest request) {
    Problems problems = new Problems();
    String reason = problems.text("reason", request == null ? null : request.reason(), 500);
    problems.throwIfAny();
    access.act(act, id, reason);
    return fresh(id);
  }

  /** What waits for a second coordinator about a person. */
  @GET
  @Path("{id}/requests")
  @Operation(summary = "What one coordinator asked for and a second one has to confirm")
  public List<RequestJson> requests(@PathParam("id") long id) {
    return AccessRequest.listOpen(InvitationActs.get(id)).stream().map(RequestJson::of).toList();
  }

  /** Confirms or declines what a coordinator asked for. */
  @POST
  @Path("{id}/requests/{request}/{word:confirm|decline}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Confirm what another coordinator asked for, and it is done; or decline it")
  public PersonJson settle(
      @PathParam("id") long id,
      @PathParam("request") long request,
      @PathParam("word") String word) {
    access.settle(id, request, word.equals("confirm"));
    return fresh(id);
  }

  private PersonJson fresh(long id) {
    // The change was made in a transaction of its own, past what this request has read.
    Person.getEntityManager().clear();
    return get(id);
  }
}
