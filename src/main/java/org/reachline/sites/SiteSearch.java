package org.reachline.sites;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.reachline.base.SiteAccess;

/** Looks for sites among thousands: only what is shown is read, and only what may be seen. */
@RequestScoped
public class SiteSearch {
  private static final String WHERE =
      " where (:all = true or s.id in :ids) and (:text = '' or lower(s.code) like :like escape '!'"
          + " or lower(s.name) like :like escape '!' or lower(s.state) like :like escape '!')";

  @Inject EntityManager database;
  @Inject SiteAccess access;

  /** How many sites fit that the person may see. */
  public int count(String text) {
    return bind(database.createQuery("select count(s) from Site s" + WHERE, Long.class), text)
        .getSingleResult()
        .intValue();
  }

  /**
   * The sites that fit, by code.
   *
   * @param text part of a code, a name or a state; empty for all
   */
  public List<Site> list(String text, int offset, int limit) {
    return bind(
            database.createQuery(
                "select s from Site s left join fetch s.partnerOf" + WHERE + " order by s.code",
                Site.class),
            text)
        .setFirstResult(offset)
        .setMaxResults(limit)
        .getResultList();
  }

  private <T> TypedQuery<T> bind(TypedQuery<T> query, String typed) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    boolean all = access.seesAllSites();
    Set<Long> ids = all ? Set.of() : access.visibleSiteIds();
    return query
        .setParameter("all", all)
        .setParameter("ids", ids.isEmpty() ? Set.of(-1L) : ids)
        .setParameter("text", text)
        .setParameter("like", "%" + text.replaceAll("([!%_])", "!$1") + "%");
  }
}
