package org.reachline.base.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of free texts is whole: whatever else holds words is named here with its reason. */
@QuarkusTest
class FreeTextTest {
  @Inject EntityManager em;

  /** Kinds, keys, zones and the like: chosen from a list, or made by the service itself. */
  private static final Set<String> CHOSEN =
      Set.of(
          "kind",
          "state",
          "part",
          "act",
          "outcome",
          "mode",
          "answer",
          "type",
          "size_unit",
          "zone",
          "role",
          "strategy",
          "planned_key",
          "measure_key",
          "arm_key",
          "stratum",
          "pair",
          "evidence",
          "source",
          "source_id",
          "occurrence",
          "cause",
          "why",
          "finding_key",
          "stage",
          "room_kind",
          "rule",
          "calendar_method",
          "content_type",
          "sha256",
          "list_sha256",
          "mail_key",
          "code",
          "slug",
          "subject_key",
          "message_id",
          "uid_secret",
          "uid_domain",
          "published_as",
          "told_as",
          "stay",
          "event_id",
          "credential_id",
          "keycloak_id",
          "meaning");

  /** Mail addresses of who did something, or of whom it reached. */
  private static final Set<String> ADDRESSES =
      Set.of(
          "person_email",
          "email",
          "to_email",
          "from_email",
          "address",
          "logged_by",
          "amended_by",
          "withdrawn_by",
          "recorded_by",
          "written_by",
          "decided_by",
          "placed_by",
          "booked_by",
          "cancelled_by",
          "submitted_by",
          "locked_by",
          "changed_by",
          "exported_by",
          "loaded_by",
          "allocated_by",
          "posted_by",
          "asked_by",
          "settled_by",
          "added_by",
          "released_by");

  /** Single columns, each with why it holds no free words of its own. */
  private static final Set<String> OTHERS =
      Set.of(
          "audit_entry.subject", // kind and key of a record
          "trail_begun.subject", // the same
          "study.title", // the study file's, shown to everybody with a part in the study
          "study.short_title", // the same
          "study_version.text", // the study file itself: StudiesPage decides who reads it
          "site.state", // of a list
          "echo_program.room_url", // an address; JoinPage hands it to who is asked
          "echo_session.room_url",
          "session_material.url", // an address, with its title
          "site_report.measured", // numbers
          "dose_entry.people", // counts by part
          "data_export.files", // names that the service gives
          "outbox_mail.calendar", // made of the texts that are listed
          "outbox_mail.last_error", // a mail server's words, on the coordinator's page
          "calendar_reply.refused", // a sentence of ours
          "calendar_reply.note",
          "coaching_booking_reply.refused",
          "coaching_booking_reply.note",
          "contamination_state.ended_because", // a key
          "contamination_state.said", // a sentence of ours
          "ended_sign_in.sign_in", // a key of Keycloak
          "upload.place", // a key
          "upload.title", // of the study
          "upload.task", // chosen by the service
          "upload.step",
          "report_columns.columns", // which column of a list is what, and its headings
          "report_columns.shape",
          "report_columns.titles");

  @Test
  void everyColumnThatHoldsWordsIsListedOrKnownToHoldNone() {
    Set<String> listed =
        FreeTexts.everywhere().stream()
            .map(text -> text.table() + "." + text.column())
            .collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    for (Object[] column : columns()) {
      String name = column[0] + "." + column[1];
      all.add(name);
      if (!listed.contains(name)
          && !CHOSEN.contains((String) column[1])
          && !ADDRESSES.contains((String) column[1])
          && !OTHERS.contains(name)
          && !column[0].equals("visit_note")) { // of the tests alone
        unknown.add(name);
      }
    }
    assertThat(unknown).as("who may read these? Add them to FreeText").isEmpty();
    listed.removeAll(all);
    assertThat(listed).as("listed, and not in the database").isEmpty();
  }

  @SuppressWarnings("unchecked")
  private List<Object[]> columns() {
    return em.createNativeQuery(
            "select table_name, column_name from information_schema.columns where table_schema ="
                + " 'public' and data_type in ('text', 'jsonb', 'character varying') and table_name"
                + " <> 'flyway_schema_history' order by 1, 2")
        .getResultList();
  }
}
