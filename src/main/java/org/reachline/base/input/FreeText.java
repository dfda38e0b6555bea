package org.reachline.base.input;

/**
 * Every text, title, file name and name that people type into a record, and who may read it. Nobody
 * can keep an arm out of free words, so what is typed about one arm's work never reaches a blinded
 * person, and what is typed about ECHO never reaches a coach as a coach. A column that is not
 * listed here holds no free words: a test compares the list with the database, and another one
 * marks each text and asks for everything as each reader. Records whose facts are declared (see
 * {@code base.facts}) say it with their fields; here stand the others.
 */
public enum FreeText {
  PERSON_NAME(
      "person",
      "name",
      Readers.COACH,
      "where exists (select 1 from person_role r where r.person_id = person.id and r.role = 'COACH')"),
  PERSON_CREDENTIAL(
      "person",
      "credential",
      Readers.COACH,
      "where exists (select 1 from person_role r where r.person_id = person.id and r.role = 'COACH')"),
  STUDY_VERSION_REASON("study_version", "reason", Readers.ARMS),
  ENROLMENT_WITHDRAWAL_REASON("enrolment", "withdrawal_reason", Readers.ARMS),
  AUDIT_ENTRY_REASON("audit_entry", "reason", Readers.COACH),
  AUDIT_ENTRY_STATE_BEFORE("audit_entry", "state_before", Readers.COACH),
  AUDIT_ENTRY_STATE_AFTER("audit_entry", "state_after", Readers.COACH),
  ECHO_PROGRAM_EXCEPTION_REASON("echo_program_exception", "reason", Readers.ECHO),
  ECHO_SESSION_CANCEL_REASON("echo_session", "cancel_reason", Readers.ECHO),
  ECHO_SESSION_AGENDA_LABEL("echo_session_agenda", "label", Readers.ECHO),
  ECHO_SESSION_AGENDA_PRESENTER("echo_session_agenda", "presenter", Readers.ECHO),
  ECHO_COHORT_PLACE_REASON("echo_cohort_place", "reason", Readers.ECHO),
  ATTENDANCE_INTERVAL_REASON("attendance_interval", "reason", Readers.ECHO),
  PARTICIPANT_MATCH_ALIAS("participant_match", "alias", Readers.ECHO),
  SESSION_MATERIAL_TITLE("session_material", "title", Readers.ECHO),
  SESSION_MATERIAL_FILE_NAME("session_material", "file_name", Readers.ECHO),
  SESSION_MATERIAL_WITHDRAWN_REASON("session_material", "withdrawn_reason", Readers.ECHO),
  LIVE_TEXT_WORDING("live_text", "wording", Readers.ECHO),
  LIVE_QUESTION_WORDING("live_question", "wording", Readers.ECHO),
  SURVEY_ANSWER_CHANGE("survey_answer", "change", Readers.ECHO),
  CONTACT_WITHDRAWAL_REASON("coaching_contact", "withdrawal_reason", Readers.COACH),
  PRIVATE_NOTE_TEXT("coaching_private_note", "text", Readers.COACH),
  COACHING_BOOKING_CANCEL_REASON("coaching_booking", "cancel_reason", Readers.COACH),
  CONTAMINATION_FLAG_EXPLANATION_THEN("contamination_flag", "explanation_then", Readers.ARMS),
  CONTAMINATION_NOTE_TEXT("contamination_note", "text", Readers.ARMS),
  SITE_REPORT_WARNING_NOTE("site_report", "warning_note", Readers.SITE),
  SITE_REPORT_WORDED("site_report", "worded", Readers.SITE),
  ACTIVITY_WITHDRAWAL_REASON("activity", "withdrawal_reason", Readers.COACH),
  CHANGE_PROJECT_CLOSING_WORDS("change_project", "closing_words", Readers.COACH),
  CHANGE_PROJECT_WITHDRAWAL_REASON("change_project", "withdrawal_reason", Readers.COACH),
  PDSA_CYCLE_WITHDRAWAL_REASON("pdsa_cycle", "withdrawal_reason", Readers.COACH),
  WALK_THROUGH_WITHDRAWAL_REASON("walk_through", "withdrawal_reason", Readers.COACH),
  CALENDAR_REPLY_COMMENT("calendar_reply", "comment", Readers.ECHO),
  COACHING_BOOKING_REPLY_COMMENT("coaching_booking_reply", "comment", Readers.COACH),
  ACCESS_REQUEST_REASON("access_request", "reason", Readers.OFFICE),
  OUTBOX_MAIL_SUBJECT("outbox_mail", "subject", Readers.OFFICE),
  OUTBOX_MAIL_TEXT("outbox_mail", "text", Readers.OFFICE),
  RETURNED_MAIL_SUBJECT("returned_mail", "subject", Readers.OFFICE),
  RETURNED_MAIL_WORDS("returned_mail", "words", Readers.OFFICE),
  UNDELIVERABLE_ADDRESS_WORDS("undeliverable_address", "words", Readers.OFFICE),
  UPLOAD_FILE_NAME("upload", "file_name", Readers.OFFICE),
  UPLOAD_SAID("upload", "said", Readers.OFFICE),
  UPLOAD_TOLD("upload", "told", Readers.OFFICE),
  UPLOAD_WORDS("upload", "words", Readers.OFFICE);

  /** Who may read a text, besides coordinators. */
  public enum Readers {
    /** Everybody who has a part in the study. */
    EVERYBODY(true, true),
    /** A site, its coaches, and researchers who are not blinded. */
    COACH(false, true),
    /** A site that reports, its coaches, and researchers who are not blinded. */
    SITE(false, true),
    /** The hub, whoever is asked to a session, and researchers who are not blinded. */
    ECHO(false, false),
    /**
     * Whoever reads the calendar of sessions, blinded researchers too: the forms ask for no arm.
     */
    CALENDAR(true, false),
    /** Only who may see arms. */
    ARMS(false, false),
    /** Only coordinators, and who wrote it. */
    OFFICE(false, false);

    private final boolean blinded;
    private final boolean coach;

    Readers(boolean blinded, boolean coach) {
      this.blinded = blinded;
      this.coach = coach;
    }

    /** Whether blinded researchers are among them. */
    public boolean blinded() {
      return blinded;
    }

    /** Whether coaches are among them, for their own sites. */
    public boolean coach() {
      return coach;
    }
  }

  private final String table;
  private final String column;
  private final Readers readers;
  private final String rows;

  FreeText(String table, String column, Readers readers) {
    this(table, column, readers, "");
  }

  FreeText(String table, String column, Readers readers, String rows) {
    this.table = table;
    this.column = column;
    this.readers = readers;
    this.rows = rows;
  }

  /** The table that holds it. */
  public String table() {
    return table;
  }

  /** Its column. */
  public String column() {
    return column;
  }

  /** Who may read it. */
  public Readers readers() {
    return readers;
  }

  /** Which rows of the table are meant, as a condition in SQL; empty for all. */
  public String rows() {
    return rows;
  }
}
