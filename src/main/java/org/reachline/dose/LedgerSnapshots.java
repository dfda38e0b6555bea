package org.reachline.dose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reachline.protocol.dose.Delivery;

/**
 * What stands in a study's ledger, kept in memory. Because lines are only ever added, a snapshot is
 * brought up to date by the lines after its last one; if the count of lines does not agree then (a
 * transaction was rolled back, or committed out of order), everything is read again.
 */
@ApplicationScoped
class LedgerSnapshots {
  private static final String COLUMNS =
      "select e.enrolment_id, e.source, e.strategy, e.occurrence, e.held_on, e.minutes,"
          + " e.person_minutes, cast(e.people as text), e.reverses_id, (select p.study_version_id"
          + " from dose_entry f join dose_plan p on p.id = f.plan_id"
          + " where f.enrolment_id = e.enrolment_id and f.source = e.source"
          + " and f.reverses_id is null and f.occurrence is not distinct from e.occurrence"
          + " order by f.step limit 1) from dose_entry e where ";

  @Inject EntityManager database;
  private final Map<Long, Snapshot> byStudy = new ConcurrentHashMap<>();

  /** A state of the ledger; a unit's list is replaced, never changed, when a line is added. */
  private record Snapshot(long lines, long newest, Map<Long, List<Delivery>> byUnit) {}

  /** What every unit of a study got, by key of the unit; lists that did not change are the same. */
  Map<Long, List<Delivery>> of(long study) {
    Object[] stamp =
        (Object[])
            database
                .createNativeQuery(
                    "select count(*), coalesce(max(ordinal), 0) from dose_entry where study_id = ?1",
                    Object[].class)
                .setParameter(1, study)
                .getSingleResult();
    long lines = ((Number) stamp[0]).longValue();
    long newest = ((Number) stamp[1]).longValue();
    Snapshot known = byStudy.get(study);
    if (known != null && known.lines() == lines && known.newest() == newest) {
      return known.byUnit();
    }
    Snapshot now = known == null ? null : extend(known, study, lines, newest);
    if (now == null) {
      Map<Long, List<Delivery>> all = new HashMap<>();
      apply(all, rows("e.study_id = ?1 order by e.step, e.ordinal", study));
      now = new Snapshot(lines, newest, Collections.unmodifiableMap(all));
    }
    byStudy.put(study, now);
    return now.byUnit();
  }

  private @Nullable Snapshot extend(Snapshot known, long study, long lines, long newest) {
    List<Tuple> added =
        rows(
            "e.study_id = ?1 and e.ordinal > " + known.newest() + " order by e.step, e.ordinal",
            study);
    if (known.lines() + added.size() != lines) {
      return null;
    }
    Map<Long, List<Delivery>> byUnit = new HashMap<>(known.byUnit());
    apply(byUnit, added);
    return new Snapshot(lines, newest, Collections.unmodifiableMap(byUnit));
  }

  /** What one unit got. */
  List<Delivery> ofUnit(long enrolment) {
    Map<Long, List<Delivery>> one = new HashMap<>();
    apply(one, rows("e.enrolment_id = ?1 order by e.step, e.ordinal", enrolment));
    return one.getOrDefault(enrolment, List.of());
  }

  private List<Tuple> rows(String where, long key) {
    List<Tuple> rows = new ArrayList<>();
    for (Object row :
        database
            .createNativeQuery(COLUMNS + where, Tuple.class)
            .setParameter(1, key)
            .getResultList()) {
      rows.add((Tuple) row);
    }
    return rows;
  }

  /**
   * Applies lines step by step, so that a source stands for its last posting. Keys are handed out
   * in blocks and tell nothing of the order.
   */
  private static void apply(Map<Long, List<Delivery>> byUnit, List<Tuple> lines) {
    Map<Long, Map<String, Delivery>> touched = new HashMap<>();
    for (Tuple line : lines) {
      long unit = ((Number) line.get(0)).longValue();
      Map<String, Delivery> bySource =
          touched.computeIfAbsent(
              unit,
              u -> {
                Map<String, Delivery> own = new HashMap<>();
                byUnit.getOrDefault(u, List.of()).forEach(d -> own.put(d.source(), d));
                return own;
              });
      if (line.get(8) != null) {
        bySource.remove((String) line.get(1));
      } else {
        Delivery delivery = delivery(line);
        bySource.put(delivery.source(), delivery);
      }
    }
    touched.forEach(
        (unit, bySource) ->
            byUnit.put(unit, bySource.values().stream().sorted(Delivery.BY_DAY).toList()));
  }

  private static Delivery delivery(Tuple t) {
    return new Delivery(
        (String) t.get(1),
        (String) t.get(2),
        Optional.ofNullable((String) t.get(3)),
        t.get(4) instanceof java.sql.Date date ? date.toLocalDate() : (LocalDate) t.get(4),
        ((Number) t.get(5)).intValue(),
        people((String) t.get(7)),
        ((Number) t.get(6)).intValue(),
        // Written anew, a record keeps the version under which it was first matched as it is.
        t.get(9) == null ? 0 : ((Number) t.get(9)).longValue());
  }

  /** Reads {@code {"prescriber": 2, "": 1}}; keys are study-file keys, so nothing is escaped. */
  private static Map<String, Integer> people(String json) {
    String inner = json.substring(json.indexOf('{') + 1, json.lastIndexOf('}')).strip();
    if (inner.isEmpty()) {
      return Map.of();
    }
    Map<String, Integer> people = new TreeMap<>();
    for (String pair : inner.split(",")) {
      int colon = pair.lastIndexOf(':');
      String part = pair.substring(0, colon).strip();
      people.put(
          part.substring(1, part.length() - 1), Integer.valueOf(pair.substring(colon + 1).strip()));
    }
    return people;
  }
}
