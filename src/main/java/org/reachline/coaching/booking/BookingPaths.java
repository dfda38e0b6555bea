package org.reachline.coaching.booking;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.coaching.contacts.ContactAccess;
import org.reachline.dose.CoachingAccounts;
import org.reachline.people.Person;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Finds what an address names, and stops whoever has no part in a site's bookings: its own people,
 * its coaches and coordinators have.
 */
@RequestScoped
class BookingPaths {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject ContactAccess readers;
  @Inject CoachingAccounts accounts;
  @Inject BookingQueries queries;

  /** A site in a study with its unit. */
  public record Place(Study study, Site site, Enrolment enrolment) {

    /** Address of the site's coaching. */
    public String path() {
      return "/studies/" + study.slug + "/coaching/" + site.code;
    }
  }

  /**
   * The site.
   *
   * @throws Refusal.NotFound if there is none, it is hidden, or the study plans no coaching
   * @throws Refusal.NotAllowed for researchers, hubs and blinded people
   */
  public Place place(String slug, String code) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(code);
    readers.requireWords(site);
    if (accounts.strategies(study).isEmpty()) {
      throw new Refusal.NotFound();
    }
    return new Place(
        study,
        site,
        Enrolment.findForSite(study, site)
            .filter(Enrolment::isActive)
            .orElseThrow(Refusal.NotFound::new));
  }

  /** A booking of the unit. @throws Refusal.NotFound if there is none or its site is hidden */
  public Booking booking(Place place, long id) {
    return Booking.<Booking>findByIdOptional(id)
        .filter(b -> b.enrolment.id.equals(place.enrolment.id) && access.maySee(b.site.id))
        .orElseThrow(Refusal.NotFound::new);
  }

  /** What was typed of a booking; without what fits nobody and no time. */
  public BookingFacts facts(Place place, Map<String, String> typed, Problems problems) {
    return BookingFacts.SHEET
        .reader(typed, problems)
        .given("slot", slot(place, typed.get("slot"), problems))
        .given("person", person(place, typed.get("person"), problems))
        .read();
  }

  /**
   * The slot that was picked. Whether it is still free is found out when it is booked.
   *
   * @return null with a problem noted if it is none of the site's coaches
   */
  public CoachingSlot slot(Place place, String typed, Problems problems) {
    List<Person> coaches = queries.coachesOf(place.site);
    return problems.choice(
        "slot",
        typed,
        key ->
            key.matches("\\d{1,18}")
                ? CoachingSlot.<CoachingSlot>findByIdOptional(Long.valueOf(key))
                    .filter(s -> s.study.id.equals(place.study.id) && coaches.contains(s.coach))
                : Optional.empty(),
        "a time that a coach of this site offers");
  }

  /**
   * Who of the site will be there: the person who books, or whom somebody else names.
   *
   * @return null with a problem noted if nobody fits
   */
  private Person person(Place place, String typed, Problems problems) {
    List<Person> staff = queries.staffOf(place.site);
    Optional<Person> self = staff.stream().filter(p -> p.id == me.id()).findFirst();
    if (self.isPresent() && (typed == null || typed.isBlank())) {
      return self.get();
    }
    return problems.choice(
        "person",
        typed,
        key ->
            staff.stream()
                .filter(p -> p.id.toString().equals(key) || p.email.equalsIgnoreCase(key))
                .findFirst(),
        "somebody who works at this site");
  }
}
