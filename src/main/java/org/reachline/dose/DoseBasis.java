package org.reachline.dose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.reachline.studies.Study;

/**
 * Says from what the doses of a study follow, so that what was worked out from them can be kept:
 * the protocol, units and sites, the ledger, and the day in each time zone. Rows are never erased
 * and each change of one counts, so equal words are equal records.
 */
@ApplicationScoped
public class DoseBasis {
  private static final String ROWS =
      """
      select concat_ws(' ',
        (select count(*) || '/' || max(ordinal) from dose_entry where study_id = ?1),
        (select count(*) || '/' || sum(e.version) || '/' || sum(s.version) || '/' || max(e.ordinal)
           from enrolment e join enrolment_member m on m.enrolment_id = e.id join site s on s.id = m.site_id
          where e.study_id = ?1)),
        (select string_agg(distinct s.zone, ' ')
           from enrolment e join enrolment_member m on m.enrolment_id = e.id join site s on s.id = m.site_id
          where e.study_id = ?1)""";

  @Inject EntityManager database;
  @Inject Clock clock;

  /** The basis of today, in words that are the same while it is the same. */
  public String of(Study study) {
    Object[] said =
        (Object[])
            database
                .createNativeQuery(ROWS, Object[].class)
                .setParameter(1, study.id)
                .getSingleResult();
    String days =
        said[1] == null
            ? ""
            : Arrays.stream(said[1].toString().split(" "))
                .map(zone -> zone + LocalDate.now(clock.withZone(ZoneId.of(zone))))
                .collect(Collectors.joining(" "));
    return study.current.id + " " + said[0] + " " + days;
  }
}
