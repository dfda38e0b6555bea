package org.reachline.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What refers to another record is found from there without reading the whole table. */
@QuarkusTest
class IndexTest {
  /**
   * Foreign keys that nobody follows from the other side: under which version of a study file a
   * record was made, by which plan a line counts and who wrote a text is read from the row itself.
   */
  private static final Set<String> ONE_WAY =
      Set.of(
          "activity(study_version_id)",
          "coaching_contact(study_version_id)",
          "data_export(study_version_id)",
          "dose_entry(plan_id)",
          "dose_plan(study_version_id)",
          "enrolment(study_version_id)",
          "live_question(settled_by)",
          "live_text(written_by)",
          "session_material(added_by)",
          "session_material(withdrawn_by)",
          "site_report(study_version_id)",
          "study(current_version_id)");

  @Inject EntityManager database;

  @Test
  void everyForeignKeyLeadsAnIndex() {
    List<?> bare =
        database
            .createNativeQuery(
                """
                select k.conrelid::regclass || '(' || a.attname || ')'
                  from pg_constraint k
                  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                 where k.contype = 'f' and k.connamespace = 'public'::regnamespace
                   and not exists (
                     select from pg_index i
                      where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1]
                        and (i.indpred is null
                             or pg_get_expr(i.indpred, i.indrelid) = '(' || a.attname || ' IS NOT NULL)'))
                 order by 1"""
                    .replace("::", "\\:\\:"))
            .getResultList();
    assertThat(bare.stream().map(Object::toString).filter(key -> !ONE_WAY.contains(key))).isEmpty();
    assertThat(bare.stream().map(Object::toString)).as("named in vain").containsAll(ONE_WAY);
  }
}
