package org.reachline.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.ManyToOne;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.Formats;
import org.reachline.base.trail.AuditedEntity;
import org.reachline.sites.Site;

/**
 * A person's part at a site over a span of days. Ended, never deleted: who was where is a fact of
 * the trial.
 */
@Entity
@EntityListeners(AffiliationWrites.class)
public class Affiliation extends AuditedEntity {
  /** Part of an implementation coach, who is not on the site's staff. */
  public static final String COACH = "coach";

  /** Who. */
  @ManyToOne(optional = false)
  public Person person;

  /** Where. */
  @ManyToOne(optional = false)
  public Site site;

  /** As what: a key of the study file's parts, such as {@code prescriber}, or {@link #COACH}. */
  @Column(nullable = false)
  public String part;

  /** First day. */
  @Column(name = "from_date", nullable = false)
  public LocalDate from;

  /** Last day, or null while it lasts. */
  @Column(name = "until_date")
  public LocalDate until;

  /** Its lines stand in the person's trail. */
  @Override
  public String subject() {
    return person.subject();
  }

  @Override
  public String label(String property) {
    return AffiliationFacts.SHEET.label(property);
  }

  /** What is said of it. */
  public AffiliationFacts facts() {
    return new AffiliationFacts(site.code, part, from, until);
  }

  /** A part at a site as facts say, of nobody yet. */
  public static Affiliation of(Site site, AffiliationFacts facts) {
    Affiliation place = new Affiliation();
    place.site = site;
    place.part = facts.part();
    place.from = facts.from();
    place.until = facts.until();
    return place;
  }

  /** The part in words: {@code Executive sponsor}. */
  public String partLabel() {
    return Formats.fromKey(part);
  }

  /** Whether both are the same part at the same site. */
  public boolean isSamePlaceAs(Affiliation other) {
    return other.site != null && site.id.equals(other.site.id) && Objects.equals(part, other.part);
  }

  /**
   * Another affiliation of the person with the same part at the same site that shares a day with
   * these.
   *
   * @param last last day, or null if it lasts
   */
  public Optional<Affiliation> overlapping(LocalDate first, LocalDate last) {
    return listForPerson(person).stream()
        .filter(other -> !other.id.equals(id) && isSamePlaceAs(other))
        .filter(other -> other.until == null || !other.until.isBefore(first))
        .filter(other -> last == null || !last.isBefore(other.from))
        .findFirst();
  }

  /** Whether both hold on one day at least. */
  public boolean sharesADayWith(Affiliation other) {
    return (until == null || !other.from.isAfter(until))
        && (other.until == null || !from.isAfter(other.until));
  }

  /** Whether it holds on this day. */
  public boolean holdsOn(LocalDate day) {
    return !day.isBefore(from) && (until == null || !day.isAfter(until));
  }

  /** All affiliations of a person, current and past, by site code. */
  public static List<Affiliation> listForPerson(Person person) {
    return list(
        "from Affiliation a join fetch a.site where a.person = ?1 order by a.site.code, a.from",
        person);
  }

  /** All affiliations at a site, current and past, by part and name. */
  public static List<Affiliation> listForSite(Site site) {
    return list(
        "from Affiliation a join fetch a.person where a.site = ?1 order by a.part, a.person.name",
        site);
  }

  /**
   * All affiliations at these sites, current and past, by key of the site, then by part and name.
   */
  public static Map<Long, List<Affiliation>> listForSites(Collection<Long> sites) {
    return sites.isEmpty()
        ? Map.of()
        : Affiliation.<Affiliation>list(
                "from Affiliation a join fetch a.person where a.site.id in ?1 order by a.part,"
                    + " a.person.name",
                sites)
            .stream()
            .collect(Collectors.groupingBy(a -> a.site.id));
  }

  /** Keys of these sites and of every other site at which their people have or had a place. */
  public static Set<Long> sitesOfPeopleAt(Collection<Long> sites) {
    Set<Long> all = new HashSet<>(sites);
    if (!sites.isEmpty()) {
      all.addAll(
          getEntityManager()
              .createQuery(
                  "select distinct a.site.id from Affiliation a where a.person.id in (select"
                      + " b.person.id from Affiliation b where b.site.id in ?1)",
                  Long.class)
              .setParameter(1, sites)
              .getResultList());
    }
    return all;
  }

  /** Affiliations of a person that hold on a day. */
  public static List<Affiliation> listHolding(long personId, LocalDate day) {
    return list(
        "from Affiliation a join fetch a.site s left join fetch s.partnerOf where a.person.id = ?1"
            + " and a.from <= ?2 and (a.until is null or a.until >= ?2)",
        personId,
        day);
  }
}
