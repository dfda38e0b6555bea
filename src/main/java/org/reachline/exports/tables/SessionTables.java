package org.reachline.exports.tables;

import java.util.List;
import org.reachline.sessions.after.Survey;

/**
 * What stands around ECHO sessions. Titles, addresses, questions and answers in words stay out:
 * people may name themselves or a patient in them.
 */
public final class SessionTables {
  private SessionTables() {}

  private static ExportColumn session() {
    return ExportColumn.integer("session", "Key of the session, as in sessions.csv", "", "");
  }

  private static ExportColumn person(String missing) {
    return ExportColumn.integer("person", "Key of the person; no name is exported", "", missing);
  }

  public static final ExportTable INVITATIONS =
      new QueryTable(
          "invitations.csv",
          "one row per person invited to a session, those taken back too (is_withdrawn)",
          true,
          List.of(
              session(),
              person(""),
              ExportColumn.integer("times_told", "Highest SEQUENCE sent to the calendar", "", ""),
              ExportColumn.code("is_withdrawn", "Whether it was taken back", "0 = no; 1 = yes", ""),
              ExportColumn.code(
                  "answer", "What the person answered", "accepted; declined; tentative", "none"),
              ExportColumn.instant("answered_at", "When", "no answer")),
          "select s.id, p.id, i.sequence, i.withdrawn, i.answer, i.answeredAt from Invitation i"
              + " join i.session s join s.program g join i.person p where g.study = :study order"
              + " by s.startsAt, s.id, p.id");

  public static final ExportTable SURVEY =
      new QueryTable(
          "survey_answers.csv",
          "one row per person's newest answer to a session's survey, without the person; sessions"
              + " of fewer than "
              + Survey.LEAST
              + " answers are left out",
          false,
          List.of(
              session(),
              ExportColumn.code(
                  "usefulness", "How useful it was", "1 = of no use; 5 = very useful", "")),
          "select s.id, a.usefulness from SurveyAnswer a join EchoSession s on s.id ="
              + " a.key.sessionId join s.program g where g.study = :study and a.key.revision ="
              + " (select max(b.key.revision) from SurveyAnswer b where b.key.sessionId ="
              + " a.key.sessionId and b.key.personId = a.key.personId) and (select count(distinct"
              + " d.key.personId) from SurveyAnswer d where d.key.sessionId = s.id) >= "
              + Survey.LEAST
              + " order by s.startsAt, s.ordinal, a.usefulness");

  public static final ExportTable QUESTIONS =
      new QueryTable(
          "live_questions.csv",
          "one row per raised hand or written question, withdrawn ones too (question_state)",
          true,
          List.of(
              session(),
              person(""),
              ExportColumn.code("kind", "Hand or writing", "hand; question", ""),
              ExportColumn.code(
                  "question_state",
                  "What became of it",
                  "waiting; taken; answered; dismissed; withdrawn",
                  ""),
              ExportColumn.instant("asked_at", "Since when it waited", ""),
              ExportColumn.instant("settled_at", "Until when", "still waiting")),
          "select s.id, p.id, q.kind, q.state, q.askedAt, q.settledAt from LiveQuestion q join"
              + " q.session s join s.program g join q.person p where g.study = :study order by"
              + " q.askedAt, q.ordinal");

  public static final ExportTable ROOM_EVENTS =
      new QueryTable(
          "room_events.csv",
          "one row per report of a video room; never changed",
          true,
          List.of(
              session(),
              person("about nobody"),
              ExportColumn.code("kind", "What it reports", "joined; left; ended; recording", ""),
              ExportColumn.instant("happened_at", "When it happened", ""),
              ExportColumn.instant("received_at", "When it was reported", "")),
          "select s.id, p.id, r.kind, r.happenedAt, r.receivedAt from RoomEvent r join r.session s"
              + " join s.program g left join r.person p where g.study = :study order by"
              + " r.happenedAt, r.ordinal");

  public static final ExportTable MATERIALS =
      new QueryTable(
          "materials.csv",
          "one row per material of a session, withdrawn ones too (withdrawn_at); no content",
          false,
          List.of(
              ExportColumn.integer("material", "Key of the material", "", ""),
              session(),
              ExportColumn.text("content_type", "What the file is", "a link"),
              ExportColumn.integer("bytes", "Size of the file", "bytes", "a link"),
              ExportColumn.instant("added_at", "When it was added", ""),
              ExportColumn.instant("withdrawn_at", "When it was taken back", "stands")),
          "select m.id, s.id, m.contentType, m.bytes, m.addedAt, m.withdrawnAt from Material m join"
              + " m.session s join s.program g where g.study = :study order by m.addedAt, m.ordinal");
}
