package org.reachline.people.accounts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.reachline.base.Role;
import org.reachline.people.Affiliation;
import org.reachline.people.Person;

/** Looks for people among thousands: only the page that is shown is read. */
@ApplicationScoped
public class PeopleSearch {
  private static final String WHERE =
      " from Person p where (:text = '' or lower(p.name) like :like escape '!' or p.email like"
          + " :like escape '!' or exists (select 1 from Affiliation a where a.person = p and"
          + " lower(a.site.code) like :like escape '!')) and (:site = '' or exists (select 1 from"
          + " Affiliation a where a.person = p and upper(a.site.code) = upper(:site) and a.from <= :today and"
          + " (a.until is null or a.until >= :today)))";

  @Inject EntityManager database;

  /**
   * What somebody looks for.
   *
   * @param text part of a name, a mail address or a site's code; empty for all
   * @param site code of a site to which they belong today; empty for all
   */
  public record Wanted(String text, String site) {
    public Wanted {
      text = text == null ? "" : text.strip();
      site = site == null ? "" : site.strip();
    }
  }

  /** How many fit. */
  public int count(Wanted wanted, LocalDate today) {
    return bind(database.createQuery("select count(p)" + WHERE, Long.class), wanted, today)
        .getSingleResult()
        .intValue();
  }

  /** Those who fit, by name. */
  List<Person> list(Wanted wanted, LocalDate today, int offset, int limit) {
    return bind(
            database.createQuery("select p" + WHERE + " order by p.name, p.email", Person.class),
            wanted,
            today)
        .setFirstResult(offset)
        .setMaxResults(limit)
        .getResultList();
  }

  /** As lines of the page, with the places that they have on the day. */
  public List<PeoplePage.Line> lines(Wanted wanted, LocalDate today, int offset, int limit) {
    List<Person> people = list(wanted, today, offset, limit);
    Map<Long, List<String>> placesOf = new LinkedHashMap<>();
    if (!people.isEmpty()) {
      Affiliation.<Affiliation>list(
              "from Affiliation a join fetch a.site where a.person in ?1 and a.from <= ?2 and"
                  + " (a.until is null or a.until >= ?2) order by a.site.code",
              people,
              today)
          .forEach(
              a ->
                  placesOf
                      .computeIfAbsent(a.person.id, k -> new ArrayList<>())
                      .add(a.site.code + ": " + a.partLabel()));
    }
    return people.stream()
        .map(
            p ->
                new PeoplePage.Line(
                    p,
                    String.join(", ", p.roles.stream().sorted().map(Role::label).toList()),
                    placesOf.getOrDefault(p.id, List.of())))
        .toList();
  }

  private static <T> TypedQuery<T> bind(TypedQuery<T> query, Wanted wanted, LocalDate today) {
    String text = wanted.text().toLowerCase(Locale.ROOT);
    return query
        .setParameter("text", text)
        .setParameter("like", "%" + text.replaceAll("([!%_])", "!$1") + "%")
        .setParameter("site", wanted.site())
        .setParameter("today", today);
  }
}
