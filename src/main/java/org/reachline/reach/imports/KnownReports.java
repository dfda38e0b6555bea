package org.reachline.reach.imports;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.jpa.HibernateHints;
import org.reachline.protocol.measure.Measure;
import org.reachline.reach.reports.SiteReport;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * The reports of the sites that a list speaks of: their keys and numbers, so tightly packed that
 * those of a whole study find room, and the reports themselves for one block of rows at a time.
 */
final class KnownReports {
  private static final int FETCHED = 2000;

  /** A report's key, or null while there is none, and its numbers in the order of the measures. */
  private record Known(Long id, BigDecimal[] numbers) {}

  private final Study study;
  private final Map<String, Integer> order = new HashMap<>();
  private final Set<Long> loaded = new HashSet<>();
  private final Map<String, Map<Integer, Known>> series = new HashMap<>();
  // The same small numbers stand in every report.
  private final Map<BigDecimal, BigDecimal> shared = new HashMap<>();

  KnownReports(Study study, List<Measure> measures) {
    this.study = study;
    measures.forEach(m -> order.put(m.key(), order.size()));
  }

  /** Asks for the reports of sites that were not asked for yet. */
  void load(Collection<Site> sites) {
    List<Long> fresh = sites.stream().map(site -> site.id).filter(loaded::add).toList();
    if (fresh.isEmpty()) {
      return;
    }
    EntityManager database = SiteReport.getEntityManager();
    try (Stream<Object[]> rows =
        database
            .createQuery(
                "select r.id, r.enrolment.id, r.site.id, r.studyMonth, r.values from SiteReport r"
                    + " where r.study = ?1 and r.site.id in ?2",
                Object[].class)
            .setParameter(1, study)
            .setParameter(2, fresh)
            .setHint(HibernateHints.HINT_FETCH_SIZE, FETCHED)
            .getResultStream()) {
      rows.forEach(
          row -> {
            @SuppressWarnings("unchecked")
            Map<String, BigDecimal> values = (Map<String, BigDecimal>) row[4];
            of(row[1] + "/" + row[2]).put((Integer) row[3], new Known((Long) row[0], pack(values)));
          });
    }
  }

  /** Key of the report of a month; null if none was begun. */
  Long idOf(Enrolment enrolment, Site site, int month) {
    Known known = of(enrolment, site).get(month);
    return known == null ? null : known.id();
  }

  /** The reports with these keys. */
  static Map<Long, SiteReport> get(Collection<Long> ids) {
    Map<Long, SiteReport> reports = new HashMap<>();
    if (!ids.isEmpty()) {
      SiteReport.<SiteReport>list("id in ?1", ids).forEach(r -> reports.put(r.id, r));
    }
    return reports;
  }

  /** The most that a site's reports say of a measure, the rows above included, but for a month. */
  Optional<BigDecimal> most(Enrolment enrolment, Site site, int except, String measure) {
    int index = order.get(measure);
    BigDecimal most = null;
    for (Map.Entry<Integer, Known> other : of(enrolment, site).entrySet()) {
      BigDecimal number = other.getValue().numbers()[index];
      if (other.getKey() != except
          && number != null
          && (most == null || number.compareTo(most) > 0)) {
        most = number;
      }
    }
    return Optional.ofNullable(most);
  }

  /** Notes what a row says. */
  void note(Enrolment enrolment, Site site, int month, Map<String, BigDecimal> values) {
    of(enrolment, site)
        .compute(month, (m, known) -> new Known(known == null ? null : known.id(), pack(values)));
  }

  private Map<Integer, Known> of(Enrolment enrolment, Site site) {
    return of(enrolment.id + "/" + site.id);
  }

  private Map<Integer, Known> of(String key) {
    return series.computeIfAbsent(key, k -> new HashMap<>());
  }

  private BigDecimal[] pack(Map<String, BigDecimal> values) {
    BigDecimal[] numbers = new BigDecimal[order.size()];
    values.forEach(
        (measure, value) -> {
          Integer index = order.get(measure);
          if (index != null) {
            BigDecimal one = shared.putIfAbsent(value, value);
            numbers[index] = one == null ? value : one;
          }
        });
    return numbers;
  }
}
