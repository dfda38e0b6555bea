package org.reachline.people.accounts;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.EditDialogue;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;
import org.reachline.people.PersonFacts;
import org.reachline.people.accounts.AccessActs.AccessAct;

/** The people of the trial: who they are, where they belong, how they come in and go. */
@Path("/people")
@RolesAllowed(Role.COORDINATOR_)
public class PeoplePage {
  /** People on one page. */
  static final int PAGE = 50;

  @Inject InvitationActs invitations;
  @Inject AccessActs access;
  @Inject AffiliationActs places;
  @Inject PeopleSearch search;
  @Inject SentForm sent;
  @Inject CurrentPerson me;
  @Inject EditDialogue dialogue;
  @Inject AuditTrail trail;
  @Inject Clock clock;

  /**
   * A person in the list.
   *
   * @param places where they belong today, such as {@code WI-DANE: Prescriber}
   */
  public record Line(Person person, String roles, List<String> places) {}

  /**
   * What was typed into one of the page's forms before it was refused.
   *
   * @param act the form, such as {@code end} or {@code part} and the part's key
   * @param words typed words by field
   */
  public record Typed(String act, Map<String, String> words) {
    static final Typed NOTHING = new Typed("", Map.of());

    /** What was typed into a field, or null. */
    public String of(String field) {
      return words.get(field);
    }

    /** What was typed into the field of one part's form, or null. */
    public String of(String field, Long key) {
      return words.get(field + key);
    }

    /** Whether a reason was typed into a form that the page does not show any more. */
    public boolean isLost(java.time.Instant endedAt, boolean blinded) {
      return switch (act) {
        case "end", "reset", "demote" -> endedAt != null;
        case "restore" -> endedAt == null;
        case "unblind" -> !blinded;
        default -> false;
      };
    }

    /** Whether this is the form of one part. */
    public boolean isAbout(String form, Long key) {
      return act.equals(form + key);
    }

    /** The reason typed into one of the forms about access; empty for the others. */
    public String reasonFor(String form) {
      return act.equals(form) ? words.getOrDefault("reason", "") : "";
    }
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(
        List<Line> lines,
        List<AccessRequest.Waiting> waiting,
        String site,
        String q,
        Paging paging);

    static native TemplateInstance person(
        Person person,
        List<Affiliation> parts,
        List<AccessRequest> requests,
        List<AuditTrail.Step> trail,
        List<Choice> partChoices,
        LocalDate today,
        Typed typed,
        Problems problems);

    static native TemplateInstance invite(
        InviteForm form, FactForm person, List<Choice> roles, List<Choice> partChoices);

    static native TemplateInstance invited(InvitationActs.Invited invited);
  }

  /** Everybody, or who fits; a page at a time. */
  @GET
  public Response list(
      @QueryParam("site") String site,
      @QueryParam("q") String q,
      @QueryParam("page") @DefaultValue("1") PageNumber page) {
    LocalDate today = LocalDate.now(clock.withZone(me.zone()));
    PeopleSearch.Wanted wanted = new PeopleSearch.Wanted(q, site);
    Paging paging =
        Paging.of(search.count(wanted, today), page, PAGE)
            .keeping("q", wanted.text())
            .keeping("site", wanted.site());
    return Page.show(
        Templates.list(
            search.lines(wanted, today, paging.offset(), PAGE),
            AccessRequest.Waiting.listFor(me.email()),
            wanted.site(),
            wanted.text(),
            paging));
  }

  /** One person. */
  @GET
  @Path("{id:[0-9]+}")
  public Response show(@PathParam("id") long id) {
    return Page.show(page(InvitationActs.get(id), Typed.NOTHING, new Problems()));
  }

  /** The form for an invitation. */
  @GET
  @Path("invite")
  public Response invite(@QueryParam("site") String site) {
    List<Map<String, String>> places = site == null ? List.of() : List.of(Map.of("site", site));
    InviteForm form = InviteForm.ofPage(Map.of("zone", me.zone().getId()), places);
    return Page.show(inviteForm(form, new Problems()));
  }

  /** Invites a person. The answer shows a temporary password once, so nothing keeps it. */
  @POST
  @Path("invite")
  public Response invite() {
    Problems problems = new Problems();
    InviteForm form = InviteForm.ofPage(sent);
    return dialogue.answer(
        problems,
        (theirs, wrong) -> inviteForm(form, EditDialogue.under("", theirs, wrong)),
        () -> {
          InvitationActs.Invited invited = invitations.invite(form, problems);
          return invited == null ? null : once(Templates.invited(invited));
        });
  }

  /** Sends the invitation again. */
  @POST
  @Path("{id:[0-9]+}/renew")
  public Response renew(@PathParam("id") long id) {
    return dialogue.answer(
        new Problems(),
        again(id, Typed.NOTHING),
        () -> once(Templates.invited(invitations.renew(InvitationActs.get(id)))));
  }

  /** Gives the person a part at a site. */
  @POST
  @Path("{id:[0-9]+}/affiliations")
  public Response addPart(@PathParam("id") long id) {
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    if (!places.add(id, typed, problems)) {
      return Page.refuse(page(InvitationActs.get(id), new Typed("add", typed), problems));
    }
    return Page.seeOther("/people/" + id, "The part is on record.");
  }

  /** Ends a part. */
  @POST
  @Path("{id:[0-9]+}/affiliations/{part}/end")
  public Response endPart(@PathParam("id") long id, @PathParam("part") long part) {
    Problems problems = new Problems();
    // Each part has a form of its own on the page, with fields of its own.
    Map<String, String> words = sent.typed();
    Map<String, String> own = new HashMap<>();
    words.forEach((field, word) -> own.put(field + part, word));
    Typed typed = new Typed("part" + part, own);
    return dialogue.answer(
        problems,
        again(id, typed),
        () -> {
          Problems found = new Problems();
          if (places.end(id, part, words, found)) {
            return Page.seeOther("/people/" + id, "The part ends on " + words.get("until") + ".");
          }
          found.list().forEach(p -> problems.add(p.field() + part, p.message()));
          return null;
        });
  }

  /** Lifts blinding, ends or restores access, sends a way to a new password, takes a role. */
  @POST
  @Path("{id:[0-9]+}/{act:" + AccessAct.NAMES + "}")
  public Response act(
      @PathParam("id") long id, @PathParam("act") AccessAct act, @RestForm String reason) {
    Problems problems = new Problems();
    String form = act.name().toLowerCase(Locale.ROOT);
    // Several forms of the page ask for a reason; the problem belongs to the one that was sent.
    String why = problems.line("reason-" + form, reason, 500);
    Typed typed = new Typed(form, Map.of("reason", reason == null ? "" : reason));
    return dialogue.answer(
        problems,
        again(id, typed),
        () ->
            problems.any()
                ? null
                : Page.seeOther(
                    "/people/" + id,
                    access.act(act, id, why) == AccessActs.Outcome.DONE
                        ? act.receipt()
                        : "You asked for it. It is done when a second coordinator confirms it; the"
                            + " others were told by mail."));
  }

  /** Confirms what another coordinator asked for, and it is done; or declines it. */
  @POST
  @Path("{id:[0-9]+}/requests/{request:[0-9]+}/{word:confirm|decline}")
  public Response settle(
      @PathParam("id") long id,
      @PathParam("request") long request,
      @PathParam("word") String word) {
    boolean confirmed = word.equals("confirm");
    return dialogue.answer(
        new Problems(),
        again(id, Typed.NOTHING),
        () -> {
          access.settle(id, request, confirmed);
          return Page.seeOther(
              "/people/" + id,
              confirmed
                  ? "You confirmed it, and it is done."
                  : "You declined it. Nothing was changed.");
        });
  }

  private EditDialogue.Again again(long id, Typed typed) {
    return (theirs, wrong) -> page(fresh(id), typed, EditDialogue.under("", theirs, wrong));
  }

  /** The person as others left them, past what this request has read. */
  private static Person fresh(long id) {
    Person.getEntityManager().clear();
    return InvitationActs.get(id);
  }

  private TemplateInstance page(Person person, Typed typed, Problems problems) {
    return Templates.person(
        person,
        Affiliation.listForPerson(person),
        AccessRequest.listOpen(person),
        trail.whole(person),
        places.parts(),
        LocalDate.now(clock.withZone(me.zone())),
        typed,
        problems);
  }

  private TemplateInstance inviteForm(InviteForm form, Problems problems) {
    List<Choice> roles =
        Arrays.stream(Role.values()).map(r -> new Choice(r.realmName(), r.label())).toList();
    return Templates.invite(
        form, new FactForm(PersonFacts.SHEET, form.typed(), problems), roles, places.parts());
  }

  private static Response once(TemplateInstance template) {
    return Response.fromResponse(Page.show(template))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
