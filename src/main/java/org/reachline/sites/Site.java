package org.reachline.sites;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.reachline.base.Formats;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditedEntity;

/** A place that takes part: a jail, a community provider and so on. Its natural key is its code. */
@Entity
public class Site extends AuditedEntity {
  /** Short key used in lists, files and addresses, such as {@code WI-DANE}; never changes. */
  @Column(nullable = false, unique = true, updatable = false)
  public String code;

  /** Name in full. */
  @Column(nullable = false)
  public String name;

  /**
   * Kind of place, a key such as {@code jail} or {@code community_provider}; study files say which
   * take part.
   */
  @Column(nullable = false)
  public String type;

  /** Size in {@link #sizeUnit}, or null if unknown. */
  public Integer size;

  /** What the size counts, such as "average daily population"; null if size is unknown. */
  @Column(name = "size_unit")
  public String sizeUnit;

  /** US state (two letters) or other region. */
  @Column(nullable = false)
  public String state;

  /** Time zone of the place; its months and due dates are counted there. */
  @Column(nullable = false)
  public String zone;

  /** The jail whose partner this site is; null for a jail or a site that stands alone. */
  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "partner_of_id")
  public Site partnerOf;

  /** Subject of its lines in the audit trail. */
  @Override
  public String subject() {
    return "site:" + code;
  }

  @Override
  public String label(String property) {
    return SiteFacts.SHEET.label(property);
  }

  /** What is said of it. */
  public SiteFacts facts() {
    return new SiteFacts(
        code, name, type, size, sizeUnit, state, zone, partnerOf == null ? null : partnerOf.code);
  }

  /** Lets it be as these facts say, but for its code. */
  void say(SiteFacts facts, Site leading) {
    name = facts.name();
    type = facts.type();
    size = facts.size();
    sizeUnit = facts.sizeUnit();
    state = facts.state();
    zone = facts.zone();
    partnerOf = leading;
  }

  /** The type in words: {@code Community provider}. */
  public String typeLabel() {
    return Formats.fromKey(type);
  }

  /** The zone as a value. */
  public ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /**
   * The site whose unit of randomisation this one belongs to: the jail for a partner, else itself.
   */
  public Site unit() {
    return partnerOf == null ? this : partnerOf;
  }

  /** The site with this code, if there is one. */
  public static Optional<Site> findByCode(String code) {
    return find("upper(code) = upper(?1)", code).firstResultOptional();
  }

  /** The site with this code. @throws Refusal.NotFound if there is none */
  public static Site getByCode(String code) {
    return findByCode(code).orElseThrow(Refusal.NotFound::new);
  }

  /** Partners of a jail, by code. */
  public static List<Site> listPartners(Site jail) {
    return list("partnerOf = ?1 order by code", jail);
  }

  /** Keys of the partners of these jails. */
  public static List<Long> listPartnerIds(Collection<Long> jails) {
    return jails.isEmpty()
        ? List.of()
        : getEntityManager()
            .createQuery("select s.id from Site s where s.partnerOf.id in ?1", Long.class)
            .setParameter(1, jails)
            .getResultList();
  }

  /** Keys of all sites. */
  public static List<Long> listIds() {
    return getEntityManager().createQuery("select s.id from Site s", Long.class).getResultList();
  }

  /** All sites, by code. */
  public static List<Site> listByCode() {
    return list("from Site s left join fetch s.partnerOf order by s.code");
  }

  /** The sites with these keys, by code. */
  public static List<Site> listByIds(Collection<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : list("from Site s left join fetch s.partnerOf where s.id in ?1 order by s.code", ids);
  }
}
