-- A foreign key leads an index wherever somebody asks from the other side: what a site, a unit, a
-- person or a study has. Without one each such question reads the whole table. IndexTest names the
-- keys that nobody asks from the other side.
create index activity_enrolment on activity (enrolment_id);
create index activity_site on activity (site_id);
create index calendar_reply_person on calendar_reply (person_id);
create index change_project_site on change_project (site_id);
create index coaching_booking_contact on coaching_booking (contact_id);
create index coaching_booking_site on coaching_booking (site_id);
create index coaching_booking_slot on coaching_booking (slot_id);
create index coaching_booking_reply_person on coaching_booking_reply (person_id);
create index coaching_contact_site on coaching_contact (site_id);
create index coaching_contact_attendee_person on coaching_contact_attendee (person_id);
create index coaching_contact_coach_person on coaching_contact_coach (person_id);
create index contamination_flag_enrolment on contamination_flag (enrolment_id);
create index contamination_flag_person on contamination_flag (person_id);
create index echo_program_study on echo_program (study_id);
create index echo_program_team_person on echo_program_team (person_id);
create index echo_session_didactic_presenter on echo_session (didactic_presenter_id);
create index echo_session_agenda_presenter on echo_session_agenda (presenter_id);
create index enrolment_study on enrolment (study_id);
create index enrolment_unit_site on enrolment (unit_site_id);
create index enrolment_joined_site on enrolment_joined (site_id);
create index invitation_person on invitation (person_id);
create index invitation_series_of on invitation (series_id);
create index invitation_series_person on invitation_series (person_id);
create index join_revision_person on join_revision (person_id);
create index live_question_person on live_question (person_id);
create index participant_match_person on participant_match (person_id);
create index returned_mail_mail on returned_mail (mail_id);
create index room_event_person on room_event (person_id);
create index site_report_study on site_report (study_id);
create index survey_answer_person on survey_answer (person_id);
create index walk_through_site on walk_through (site_id);
create index walk_through_study on walk_through (study_id);
