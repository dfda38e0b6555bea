package org.reachline.coaching;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.SiteAccess;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.ChangeReader;
import org.reachline.base.trail.EditDialogue;
import org.reachline.coaching.booking.Booking;
import org.reachline.coaching.booking.BookingActs;
import org.reachline.coaching.booking.BookingQueries;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.coaching.contacts.ContactAccess;
import org.reachline.coaching.contacts.ContactActs;
import org.reachline.coaching.contacts.ContactFacts;
import org.reachline.coaching.contacts.ContactRules;
import org.reachline.coaching.contacts.ContactSaid;
import org.reachline.dose.CoachingAccounts;
import org.reachline.people.Person;
import org.reachline.protocol.StudyFile;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** One contact: log it, read it, put it right, take it back. */
@Path("/studies/{slug}/coaching/{code}")
class ContactPage {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject ContactAccess readers;
  @Inject ContactRules rules;
  @Inject ContactActs acts;
  @Inject SentForm sent;
  @Inject AuditTrail trail;
  @Inject CoachingAccounts accounts;
  @Inject Protocols protocols;
  @Inject ContactSuggestion suggestions;
  @Inject BookingQueries bookings;
  @Inject BookingActs bookingActs;
  @Inject EditDialogue dialogue;
  @Inject ChangeReader changes;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance form(
        Study study,
        Site site,
        CoachingContact contact,
        FactForm form,
        FormChoices choices,
        boolean mayWriteNotes,
        String conflict);

    static native TemplateInstance contact(
        Study study,
        Site site,
        CoachingContact contact,
        String plannedLabel,
        List<Spent> spent,
        List<AuditTrail.Step> history,
        boolean mayChange,
        boolean mayReadNotes,
        String reason,
        Problems problems);
  }

  /** The form, filled with what is most likely: the next planned contact, just over. */
  @GET
  @Path("log")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response form(
      String slug, String code, @RestQuery String planned, @RestQuery String booking) {
    Place place = place(slug, code);
    readers.requireLog(place.site);
    Optional<Booking> booked = bookings.find(place.enrolment, booking);
    Map<String, String> typed =
        suggestions.of(
            place.site, place.enrolment, booked.map(ContactSuggestion::planned).orElse(planned));
    booked.ifPresent(b -> suggestions.fill(typed, b));
    return Page.show(template(place, null, typed, new Problems(), null));
  }

  /** Logs a contact. */
  @POST
  @Path("log")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  public Response log(String slug, String code) {
    Place place = place(slug, code);
    readers.requireLog(place.site);
    Problems problems = new Problems();
    Map<String, String> typed = ContactRules.typed(sent);
    ContactSaid said =
        rules.read(typed, place.enrolment, null, readers.mayReadNotes(place.site), problems);
    if (said == null) {
      return Page.refuse(template(place, null, typed, problems, null));
    }
    CoachingContact contact = acts.log(place.enrolment, said);
    bookings
        .find(place.enrolment, typed.get("booking"))
        .ifPresent(b -> bookingActs.logged(b, contact));
    return Page.seeOther(
        address(slug, place.site), receipt(contact) + " with " + contact.site.name + ".");
  }

  private static String receipt(CoachingContact contact) {
    return switch (contact.facts.outcome()) {
      case HELD -> "Logged " + contact.facts.minutes() + " minutes";
      case NO_SHOW -> "Logged that nobody came to the contact";
      case RESCHEDULED -> "Logged the rescheduled contact";
    };
  }

  /** A contact with its history. */
  @GET
  @Path("contacts/{id}")
  @Authenticated
  public Response contact(String slug, String code, long id) {
    Place place = place(slug, code);
    CoachingContact contact = contact(place, id);
    return Page.show(contactPage(place, contact, "", new Problems()));
  }

  /** The form of a contact that is to be put right. */
  @GET
  @Path("contacts/{id}/amend")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response amendForm(String slug, String code, long id) {
    Place place = place(slug, code);
    CoachingContact contact = contact(place, id);
    readers.requireLog(contact.site);
    if (!contact.isStanding()) {
      throw new Refusal.Conflict(
          "This contact was withdrawn and can no longer be changed.",
          contact.subject(),
          "contact.withdrawn");
    }
    Map<String, String> typed = ContactRules.typed(contact);
    typed.put("privateNotes", readers.mayReadNotes(contact.site) ? contact.privateNotes() : null);
    return Page.show(template(place, contact, typed, new Problems(), null));
  }

  /** Puts a contact right, with a reason. */
  @POST
  @Path("contacts/{id}/amend")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  public Response amend(String slug, String code, long id) {
    Place place = place(slug, code);
    CoachingContact contact = contact(place, id);
    readers.requireLog(contact.site);
    Problems problems = new Problems();
    Map<String, String> typed = ContactRules.typed(sent);
    ContactSaid said =
        rules.read(typed, place.enrolment, contact, readers.mayReadNotes(contact.site), problems);
    Change change = changes.ofForm(typed, problems);
    return dialogue.answer(
        contact,
        change,
        problems,
        (theirs, wrong) -> {
          typed.put("version", String.valueOf(contact.version));
          return template(place, contact, typed, wrong, theirs);
        },
        () -> {
          acts.amend(contact, said, change);
          return Page.seeOther(
              address(slug, place.site) + "/contacts/" + id, "The contact was amended.");
        });
  }

  /** Takes a contact back, with a reason. */
  @POST
  @Path("contacts/{id}/withdraw")
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  @Transactional
  public Response withdraw(String slug, String code, long id) {
    Place place = place(slug, code);
    CoachingContact contact = contact(place, id);
    readers.requireLog(contact.site);
    Problems problems = new Problems();
    Change change = changes.ofForm(sent.typed(), problems);
    String reason = sent.typed().get("reason");
    return dialogue.answer(
        contact,
        change,
        problems,
        (theirs, wrong) ->
            contactPage(place, contact, reason, EditDialogue.under("reason", theirs, wrong)),
        () -> {
          acts.withdraw(contact, change);
          return Page.seeOther(
              address(slug, place.site) + "/contacts/" + id,
              "The contact was withdrawn; it no longer adds to the dose.");
        });
  }

  private record Place(Study study, Site site, Enrolment enrolment) {}

  private Place place(String slug, String code) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(code);
    readers.requireWords(site);
    Enrolment enrolment = Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new);
    if (accounts.strategies(study).isEmpty()) {
      throw new Refusal.NotFound();
    }
    return new Place(study, site, enrolment);
  }

  private CoachingContact contact(Place place, long id) {
    CoachingContact contact =
        CoachingContact.<CoachingContact>findByIdOptional(id)
            .filter(c -> c.enrolment.id.equals(place.enrolment.id))
            .orElseThrow(Refusal.NotFound::new);
    readers.requireWords(contact.site);
    return contact;
  }

  private TemplateInstance template(
      Place place,
      CoachingContact contact,
      Map<String, String> typed,
      Problems problems,
      String conflict) {
    StudyFile file = protocols.fileOf(place.study);
    List<Site> sites = place.enrolment.members.stream().filter(s -> access.mayCoach(s.id)).toList();
    Set<Person> chosen = new LinkedHashSet<>();
    if (contact != null) {
      chosen.addAll(contact.facts.coaches());
    }
    if (me.isCoach()) {
      chosen.add(Person.findById(me.id()));
    }
    String own =
        contact == null ? "" : contact.facts.strategy() + "|" + contact.occurrence().orElse("");
    FormChoices choices =
        FormChoices.of(
            file,
            sites,
            accounts.strategies(place.study),
            accounts.of(place.enrolment).accounts(),
            own,
            chosen);
    return Templates.form(
        place.study,
        place.site,
        contact,
        new FactForm(ContactFacts.SHEET, typed, problems),
        choices,
        readers.mayReadNotes(place.site),
        conflict);
  }

  private TemplateInstance contactPage(
      Place place, CoachingContact contact, String reason, Problems problems) {
    boolean mayChange = access.mayCoach(contact.site.id);
    return Templates.contact(
        place.study,
        place.site,
        contact,
        plannedLabel(contact),
        mayChange ? spent(contact.facts) : List.of(),
        mayChange ? trail.whole(contact) : List.of(),
        mayChange,
        readers.mayReadNotes(contact.site),
        reason,
        problems);
  }

  /** Minutes that the coach spent beside a contact; the page calls them so. */
  public record Spent(String label, Integer minutes) {}

  private static List<Spent> spent(ContactFacts facts) {
    return ContactFacts.SHEET.facts().stream()
        .filter(fact -> fact.words("spent") != null && fact.in(facts) != null)
        .map(fact -> new Spent(fact.words("spent"), (Integer) fact.in(facts)))
        .toList();
  }

  /** The matched planned contact in words; its bare key if the plan no longer has it. */
  private String plannedLabel(CoachingContact contact) {
    return contact
        .occurrence()
        .map(
            occurrence ->
                protocols
                    .plannedDose(contact.enrolment)
                    .flatMap(dose -> dose.findContactEver(contact.facts.strategy(), occurrence))
                    .map(p -> p.label() + ", month " + p.month().number())
                    .orElse(occurrence + " (no longer in the plan)"))
        .orElse(null);
  }

  private static String address(String slug, Site site) {
    return "/studies/" + slug + "/coaching/" + site.code;
  }
}
