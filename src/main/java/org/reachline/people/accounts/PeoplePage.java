package org.reachline.people.accounts;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.EditDialogue;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;

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
        InviteForm form, List<Choice> roles, List<Choice> partChoices, Problems problems);

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
    InviteForm form = new InviteForm();
    form.zone = me.zone().getId();
    if (site != null) {
      form.site.add(site);
    }
    return Page.show(inviteForm(form, new Problems()));
  }

  /** Invites a person. The answer shows a temporary password once, so nothing keeps it. */
  @POST
  @Path("invite")
  public Response invite(@BeanParam InviteForm form) {
    Problems problems = new Problems();
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
  public Response addPart(
      @PathParam("id") long id,
      @RestForm String site,
      @RestForm String part,
      @RestForm String from,
      @RestForm String until) {
    Problems problems = new Problems();
    if (!places.add(id, site, part, from, until, problems)) {
      Typed typed = typed("add", "site", site, "part", part, "from", from, "until", until);
      return Page.refuse(page(InvitationActs.get(id), typed, problems));
    }
    return Page.seeOther("/people/" + id, "The part is on record.");
  }

  /** Ends a part. */
  @POST
  @Path("{id:[0-9]+}/affiliations/{part}/end")
  public Response endPart(
      @PathParam("id") long id,
      @PathParam("part") long part,
      @RestForm String until,
      @RestForm String reason,
      @RestForm String version) {
    Problems problems = new Problems();
    Typed typed = typed("part" + part, "until" + part, until, "reason" + part, reason);
    return dialogue.answer(
        problems,
        again(id, typed),
        () -> {
          Problems found = new Problems();
          if (places.end(id, part, until, reason, version, found)) {
            return Page.seeOther("/people/" + id, "The part ends on " + until + ".");
          }
          // Each part has a form of its own on the page, with fields of its own.
          found.list().forEach(p -> problems.add(p.field() + part, p.message()));
          return null;
        });
  }

  /** Lifts blinding. */
  @POST
  @Path("{id:[0-9]+}/unblind")
  public Response unblind(@PathParam("id") long id, @RestForm String reason) {
    return withReason(
        id,
        "unblind",
        reason,
        why -> {
          places.unblind(id, why);
          return AccessActs.Outcome.DONE;
        },
        "They may see arms now.");
  }

  /** Ends access; a coordinator's, when a second coordinator confirms it. */
  @POST
  @Path("{id:[0-9]+}/end")
  public Response end(@PathParam("id") long id, @RestForm String reason) {
    return withReason(id, "end", reason, why -> access.end(id, why), "Their access is ended.");
  }

  /** Has a mail sent by which the person chooses a new password. */
  @POST
  @Path("{id:[0-9]+}/reset")
  public Response reset(@PathParam("id") long id, @RestForm String reason) {
    return withReason(
        id,
        "reset",
        reason,
        why -> access.reset(id, why),
        "A mail is on its way by which they choose a new password; another mail tells them why.");
  }

  /** Takes the coordinator's role, when a second coordinator confirms it. */
  @POST
  @Path("{id:[0-9]+}/demote")
  public Response demote(@PathParam("id") long id, @RestForm String reason) {
    return withReason(
        id, "demote", reason, why -> access.demote(id, why), "They are no coordinator any more.");
  }

  /** Restores access. */
  @POST
  @Path("{id:[0-9]+}/restore")
  public Response restore(@PathParam("id") long id, @RestForm String reason) {
    return withReason(
        id,
        "restore",
        reason,
        why -> {
          access.restore(id, why);
          return AccessActs.Outcome.DONE;
        },
        "Their access is restored.");
  }

  /** Confirms what another coordinator asked for, and it is done. */
  @POST
  @Path("{id:[0-9]+}/requests/{request:[0-9]+}/confirm")
  public Response confirm(@PathParam("id") long id, @PathParam("request") long request) {
    return settle(id, () -> access.confirm(id, request), "You confirmed it, and it is done.");
  }

  /** Declines what a coordinator asked for, or takes it back. */
  @POST
  @Path("{id:[0-9]+}/requests/{request:[0-9]+}/decline")
  public Response decline(@PathParam("id") long id, @PathParam("request") long request) {
    return settle(id, () -> access.decline(id, request), "You declined it. Nothing was changed.");
  }

  private Response settle(long id, Runnable word, String receipt) {
    return dialogue.answer(
        new Problems(),
        again(id, Typed.NOTHING),
        () -> {
          word.run();
          return Page.seeOther("/people/" + id, receipt);
        });
  }

  private Response withReason(
      long id,
      String act,
      String reason,
      Function<String, AccessActs.Outcome> doing,
      String receipt) {
    Problems problems = new Problems();
    // Several forms of the page ask for a reason; the problem belongs to the one that was sent.
    String why = problems.line("reason-" + act, reason, 500);
    return dialogue.answer(
        problems,
        again(id, typed(act, "reason", reason)),
        () ->
            problems.any()
                ? null
                : Page.seeOther(
                    "/people/" + id,
                    doing.apply(why) == AccessActs.Outcome.DONE
                        ? receipt
                        : "You asked for it. It is done when a second coordinator confirms it; the"
                            + " others were told by mail."));
  }

  private EditDialogue.Again again(long id, Typed typed) {
    return (theirs, wrong) -> page(fresh(id), typed, EditDialogue.under("", theirs, wrong));
  }

  /** The person as others left them, past what this request has read. */
  private static Person fresh(long id) {
    Person.getEntityManager().clear();
    return InvitationActs.get(id);
  }

  private static Typed typed(String act, String... pairs) {
    Map<String, String> words = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      words.put(pairs[i], pairs[i + 1] == null ? "" : pairs[i + 1]);
    }
    return new Typed(act, words);
  }

  private TemplateInstance page(Person person, Typed typed, Problems problems) {
    return Templates.person(
        person,
        Affiliation.listForPerson(person),
        AccessRequest.listOpen(person),
        trail.whole(person.subject()),
        places.parts(),
        LocalDate.now(clock.withZone(me.zone())),
        typed,
        problems);
  }

  private TemplateInstance inviteForm(InviteForm form, Problems problems) {
    List<Choice> roles =
        Arrays.stream(Role.values()).map(r -> new Choice(r.realmName(), r.label())).toList();
    return Templates.invite(form, roles, places.parts(), problems);
  }

  private static Response once(TemplateInstance template) {
    return Response.fromResponse(Page.show(template))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
