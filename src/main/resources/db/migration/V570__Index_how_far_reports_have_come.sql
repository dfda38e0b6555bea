-- How far each report of a study has come is asked on every start page and over the grid; its numbers are not. The index holds
-- all that is asked, so that the wide rows stay unread.
create index site_report_progress on site_report (study_id, enrolment_id, site_id, study_month) include (state, submitted_at);

-- It begins with the study as well.
drop index site_report_study;
