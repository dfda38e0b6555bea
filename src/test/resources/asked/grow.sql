-- Rows number :from to :to of everything that a study collects. Unit n has the keys 500000000 + n.

insert into site (id, code, name, type, state, zone, size, size_unit, version)
select 500000000 + n, 'GW-' || to_char(n, 'FM0000'), 'Grown Jail ' || n, 'jail', 'WI',
       case n % 2 when 0 then 'America/Chicago' else 'America/New_York' end, 120, 'average daily population', 0
  from generate_series(:from, :to) n;

insert into site (id, code, name, type, state, zone, partner_of_id, version)
select 500100000 + n, 'GW-P' || to_char(n, 'FM0000'), 'Grown Clinic ' || n, 'community_provider', 'WI',
       'America/Chicago', 500000000 + n, 0
  from generate_series(:from, :to) n where n % 3 = 0;

insert into enrolment (id, study_id, study_version_id, unit_site_id, enrolled_on, started_on, stratum, arm_key, version)
select 500000000 + n, :study, (select current_version_id from study where id = :study), 500000000 + n,
       cast(:start as date), cast(:start as date), 'MEDIUM',
       (array['LOW', 'LOW-ECHO', 'HIGH', 'HIGH-ECHO'])[1 + n % 4], 0
  from generate_series(:from, :to) n;

insert into enrolment_member (enrolment_id, site_id)
select 500000000 + n, 500000000 + n from generate_series(:from, :to) n
union all
select 500000000 + n, 500100000 + n from generate_series(:from, :to) n where n % 3 = 0;

insert into allocation (id, enrolment_id, arm_key, allocated_at, allocated_by, list_sha256)
select e.id, e.id, e.arm_key, now(), 'walk-coordinator@grown.example', repeat('0', 64)
  from enrolment e where e.id between 500000000 + :from and 500000000 + :to;

-- Three people of each site's staff, and a coach of every tenth.
insert into person (id, email, name, zone, blinded, version)
select 510000000 + n * 10 + k, 'staff-' || n || '-' || k || '@grown.example', 'Staff ' || n || ' ' || k, 'America/Chicago', true, 0
  from generate_series(:from, :to) n, generate_series(1, 4) k where k < 4 or n % 10 = 1;

insert into person_role (person_id, role)
select 510000000 + n * 10 + k, case when k = 4 then 'COACH' else 'CLINICIAN' end
  from generate_series(:from, :to) n, generate_series(1, 4) k where k < 4 or n % 10 = 1;

insert into affiliation (id, person_id, site_id, part, from_date)
select 510000000 + n * 10 + k, 510000000 + n * 10 + k, 500000000 + n,
       (array['prescriber', 'change_leader', 'data_reporter', 'coach'])[k], date '2020-01-01'
  from generate_series(:from, :to) n, generate_series(1, 4) k where k < 4 or n % 10 = 1
union all
select 520000000 + n, 500000003, 500000000 + n, 'coach', date '2020-01-01'
  from generate_series(:from, :to) n where n % 3 = 0
union all
select 530000000 + n, 500000004, 500000000 + n, 'data_reporter', date '2020-01-01'
  from generate_series(:from, :to) n where n % 6 = 1
union all
select 540000000 + n, 510000000 + n * 10 + 1, :site, 'team_member', date '2020-01-01'
  from generate_series(:from, :to) n;

insert into site_report (id, study_id, site_id, enrolment_id, study_version_id, study_month, period_from, period_to,
                         state, measured, worded, submitted_at, submitted_by, locked_at, locked_by, changed_at, changed_by, version)
select 500000000 + n * 100 + m, :study, 500000000 + n, 500000000 + n,
       (select current_version_id from study where id = :study), m,
       cast(cast(:start as date) + make_interval(months => m - 1) as date),
       cast(cast(:start as date) + make_interval(months => m) as date) - 1,
       case when m < 1 then 'LOCKED' when m = 5 and n % 4 = 0 then 'DRAFT' else 'SUBMITTED' end,
       cast('{"adp": 120, "oud_identified": 20, "eligible": 15, "new_bup": 4, "new_met": 1, "new_ntx": 2, "new_total": 7, "on_moud_month_end": 22}' as jsonb),
       cast('{}' as jsonb), now(), 'staff-' || n || '-3@grown.example',
       case when m < 1 then now() end, case when m < 1 then 'walk-coordinator@grown.example' end,
       now(), 'staff-' || n || '-3@grown.example', 0
  from generate_series(:from, :to) n, generate_series(-5, 5) m;

-- Contacts of each unit, and as many rows of the one whose pages are walked over.
insert into coaching_contact (id, study_id, study_version_id, enrolment_id, site_id, strategy, starts_at, duration_minutes,
                              mode, kind, outcome, summary, logged_at, logged_by, version)
select 500000000 + n * 100 + m, :study, (select current_version_id from study where id = :study),
       500000000 + n, 500000000 + n, 'coaching', cast(:start as date) + make_interval(days => m * 29, hours => 16), 50,
       'VIDEO', 'CALL', 'HELD', 'Talked.', now(), 'walk-coach@grown.example', 0
  from generate_series(:from, :to) n, generate_series(1, 3) m
union all
select 600000000 + n, :study, (select current_version_id from study where id = :study),
       :own, :site, 'coaching', now() - make_interval(days => n), 50,
       'PHONE', 'CALL', 'HELD', 'Talked.', now(), 'walk-coach@grown.example', 0
  from generate_series(:from, :to) n;

insert into coaching_contact_coach (contact_id, person_id)
select c.id, 500000003 from coaching_contact c
 where c.study_id = :study and not exists (select from coaching_contact_coach k where k.contact_id = c.id);

insert into coaching_contact_attendee (contact_id, place, part, person_id, people)
select c.id, 0, 'prescriber',
       case when c.id < 600000000 then 510000000 + (c.enrolment_id - 500000000) * 10 + 1 else 500000004 end, 1
  from coaching_contact c
 where c.study_id = :study and not exists (select from coaching_contact_attendee k where k.contact_id = c.id);

insert into coaching_contact_next_step (contact_id, place, what)
select c.id, 0, 'Ask again' from coaching_contact c
 where c.study_id = :study and not exists (select from coaching_contact_next_step k where k.contact_id = c.id);

insert into dose_entry (id, study_id, enrolment_id, strategy, source, step, held_on, contacts, minutes, person_minutes, people,
                        why, posted_at, posted_by)
select c.id, c.study_id, c.enrolment_id, c.strategy, 'coaching_contact:' || c.id, 1, cast(c.starts_at as date), 1,
       c.duration_minutes, c.duration_minutes, cast('{"prescriber": 1}' as jsonb), 'logged', now(), 'system'
  from coaching_contact c
 where c.study_id = :study and not exists (select from dose_entry d where d.source = 'coaching_contact:' || c.id);

insert into coaching_slot (id, study_id, coach_id, starts_at, ends_at, minutes, mode, offered_at, version)
select 500000000 + n, :study, 500000003, date_trunc('hour', now()) + make_interval(hours => n * 2),
       date_trunc('hour', now()) + make_interval(hours => n * 2, mins => 30), 30, 'VIDEO', now(), 0
  from generate_series(:from, :to) n;

insert into coaching_booking (id, slot_id, enrolment_id, site_id, person_id, strategy, topic, booked_at, booked_by, sequence,
                              uid_secret, uid_domain, version)
select 500000000 + n, 500000000 + n, :own, :site, 500000004, 'coaching', 'Standing order', now(), 'walk-clinician@grown.example', 0,
       'secret' || n, 'reachline', 0
  from generate_series(:from, :to) n where n % 2 = 0;

insert into change_project (id, study_id, enrolment_id, site_id, title, aim, population, level_of_care, location, measure_key,
                            target, starts_on, ends_on, executive_sponsor, change_leader, logged_at, logged_by, version)
select 500000000 + n * 10 + k, :study, case k when 0 then :own else 500000000 + n end, case k when 0 then :site else 500000000 + n end,
       'Ask in private ' || n, 'Find more', 'Everyone', 'Intake', 'Booking', 'oud_identified', 30,
       current_date - 60, current_date + 30, 'Administrator', 'Nurse', now(), 'walk-coach@grown.example', 0
  from generate_series(:from, :to) n, generate_series(0, 1) k;

insert into pdsa_cycle (id, project_id, number, change_idea, starts_on, plan, version)
select p.id * 10 + k, p.id, k, 'Idea', current_date - 50 + k * 7, 'Plan', 0
  from change_project p, generate_series(1, 2) k
 where p.study_id = :study and not exists (select from pdsa_cycle c where c.project_id = p.id);

insert into walk_through (id, study_id, enrolment_id, site_id, walked_on, played_person, logged_at, logged_by, version)
select 500000000 + n * 10 + k, :study, case k when 0 then :own else 500000000 + n end, case k when 0 then :site else 500000000 + n end,
       current_date - 80, 'Sergeant', now(), 'walk-coach@grown.example', 0
  from generate_series(:from, :to) n, generate_series(0, 1) k;

insert into walk_through_note (walk_through_id, place, stage, seen)
select w.id, 0, 'WAIT', 'Six days' from walk_through w
 where w.study_id = :study and not exists (select from walk_through_note k where k.walk_through_id = w.id);

-- Sessions over a year around today, those behind held.
insert into echo_session (id, program_id, number, starts_at, duration_minutes, state, didactic_title, didactic_presenter,
                          didactic_presenter_id, opened_at, closed_at, sequence, published_as, version)
select 500000000 + n, :program, 1000 + n, s.at, 60, case when s.at < now() then 'HELD' else 'PLANNED' end,
       'Talk ' || n, 'Staff ' || n || ' 1', 510000000 + n * 10 + 1,
       case when s.at < now() then s.at end, case when s.at < now() then s.at + interval '1 hour' end, 0, 'x', 0
  from generate_series(:from, :to) n,
       lateral (select date_trunc('day', now()) + make_interval(days => (n * 37) % 360 - 190, hours => 17) as at) s;

insert into echo_session_agenda (session_id, position, kind, label, minutes, presenter, presenter_id)
select 500000000 + n, k, case k when 0 then 'WELCOME' when 1 then 'DIDACTIC' else 'CASE' end, 'Part ' || k, 20,
       case k when 2 then 'Staff ' || n || ' 1' end, case k when 2 then 510000000 + n * 10 + 1 end
  from generate_series(:from, :to) n, generate_series(0, 2) k;

insert into attendance (id, session_id, person_id, site_id, minutes, evidence, marked, version)
select 500000000 + (s.id - 500000000) * 5000 + f.id % 5000, s.id, f.person_id, f.site_id, 55, 'ROLL_CALL', false, 0
  from echo_session s
  join affiliation f on f.part = 'prescriber'
  join enrolment e on e.unit_site_id = f.site_id and e.study_id = :study and e.arm_key like '%ECHO'
 where s.program_id = :program and s.state = 'HELD' and s.id >= 500000000
   and not exists (select from attendance a where a.session_id = s.id and a.person_id = f.person_id);

-- Some come to sessions that their arm does not offer.
insert into attendance (id, session_id, person_id, site_id, minutes, evidence, marked, version)
select 500000000 + (s.id - 500000000) * 5000 + f.id % 5000, s.id, f.person_id, f.site_id, 20, 'ROLL_CALL', false, 0
  from echo_session s
  join affiliation f on f.part = 'prescriber'
  join enrolment e on e.unit_site_id = f.site_id and e.study_id = :study and e.arm_key not like '%ECHO'
 where s.program_id = :program and s.state = 'HELD' and s.id >= 500000000 and f.site_id % 6 = 0
   and not exists (select from attendance a where a.session_id = s.id and a.person_id = f.person_id);

insert into attendance_interval (id, attendance_id, from_at, to_at, evidence, source_id, recorded_by, recorded_at)
select a.id, a.id, s.starts_at, s.starts_at + interval '55 minutes', 'ROLL_CALL', 'roll', 'walk-hub@grown.example', now()
  from attendance a join echo_session s on s.id = a.session_id
 where s.program_id = :program and a.id >= 500000000
   and not exists (select from attendance_interval i where i.attendance_id = a.id);

insert into invitation (id, session_id, person_id, sequence, told_as, withdrawn, answer, answered_at, asked_sequence, uid_domain)
select 500000000 + (s.id - 500000000) * 5000 + f.id % 5000, s.id, f.person_id, 0, 'x', false,
       case f.id % 2 when 0 then 'ACCEPTED' end, case f.id % 2 when 0 then now() end, 0, 'reachline'
  from echo_session s
  join affiliation f on f.part = 'prescriber'
  join enrolment e on e.unit_site_id = f.site_id and e.study_id = :study and e.arm_key like '%ECHO'
 where s.program_id = :program and s.state = 'PLANNED' and s.id >= 500000000
   and not exists (select from invitation i where i.session_id = s.id and i.person_id = f.person_id);

insert into calendar_reply (id, message_id, from_email, received_at, refused)
select 500000000 + n, 'grown-' || n, 'staff-' || n || '-1@grown.example', now(), 'nothing of ours'
  from generate_series(:from, :to) n;

insert into session_material (id, session_id, title, url, added_by, added_at)
select 500000000 + n * 10 + k, case k when 0 then 500000001 else 500000000 + n end, 'Slides ' || n, 'https://files.example/' || n, 500000002, now()
  from generate_series(:from, :to) n, generate_series(0, 1) k;

insert into survey_answer (session_id, person_id, revision, usefulness, answered_at)
select a.session_id, a.person_id, 1, 4, now() from attendance a join echo_session s on s.id = a.session_id
 where s.program_id = :program and not exists
       (select from survey_answer x where x.session_id = a.session_id and x.person_id = a.person_id);

insert into live_question (id, session_id, person_id, kind, wording, asked_at, state)
select 500000000 + n, 500000001, 510000000 + n * 10 + 1, 'QUESTION', 'How often?', now(), 'WAITING'
  from generate_series(:from, :to) n;

insert into echo_cohort_place (id, enrolment_id, program_id, from_on, reason, placed_by, placed_at)
select 500000000 + n, 500000000 + n, :program, cast(:start as date), 'Their day', 'walk-hub@grown.example', now()
  from generate_series(:from, :to) n where n % 8 = 1;

insert into contamination_flag (id, study_id, finding_key, kind, enrolment_id, strategy, person_id, since, raised_at, explanation_then)
select 500000000 + n, :study, 'grown-' || n, case n % 2 when 0 then 'NOT_PRESCRIBED' else 'SHARED_PERSON' end,
       case n % 2 when 0 then 500000000 + n end, case n % 2 when 0 then 'echo' end,
       case n % 2 when 1 then 510000000 + n * 10 + 1 end, current_date - 30, now(), 'It was seen.'
  from generate_series(:from, :to) n;

insert into contamination_state (flag_id, step, holds, since_at, said, contacts, minutes)
select 500000000 + n, 1, true, now(), 'it was seen', 0, 0 from generate_series(:from, :to) n;

insert into contamination_note (id, flag_id, text, written_at, written_by)
select 500000000 + n, 500000000 + n, 'A guest.', now(), 'staff-' || n || '-2@grown.example'
  from generate_series(:from, :to) n where n % 3 = 0;

insert into outbox_mail (id, mail_key, to_email, subject, text, state, attempts, next_attempt_at, last_error, created_at, message_id)
select 500000000 + n, 'grown-' || n, 'staff-' || n || '-1@grown.example', 'Come', 'Come to the session.', 'FAILED', 3, now(),
       'No such box', now(), 'grown-' || n || '@reachline'
  from generate_series(:from, :to) n;

insert into returned_mail (id, message_id, received_at, from_email, subject, address, meaning, words, mail_id)
select gen_random_uuid(), 'grown-' || n || '@reachline', now(), 'postmaster@grown.example', 'Returned', 'staff-' || n || '-1@grown.example',
       'FAILED', 'No such box', 500000000 + n
  from generate_series(:from, :to) n;

insert into undeliverable_address (email, source, words, since, last_at)
select 'staff-' || n || '-1@grown.example', 'BOUNCED', 'No such box', now(), now() from generate_series(:from, :to) n;

insert into data_export (id, study_id, study_version_id, exported_at, exported_by, blinded, files)
select 500000000 + n, :study, (select current_version_id from study where id = :study), now(),
       'staff-' || n || '-2@grown.example', false, cast('[]' as jsonb)
  from generate_series(:from, :to) n;

insert into access_request (id, person_id, act, reason, asked_by, asked_at, version)
select 500000000 + n, 510000000 + n * 10 + 1, 'END', 'Left', 'staff-' || n || '-2@grown.example', now(), 0
  from generate_series(:from, :to) n;

insert into audit_entry (id, occurred_at, person_email, act, subject, site_id, state_before, state_after)
select 500000000 + n * 10 + k, now(), 'staff-' || n || '-2@grown.example', 'site.changed',
       (array['site:' || (select code from site where id = :site), 'enrolment:' || :own, 'person:walk-clinician@grown.example',
              'echo_session:500000001', 'site_report:500000101', 'change_project:500000010', 'coaching_contact:600000001',
              'study:' || (select slug from study where id = :study)])[k],
       :site, cast('{"name": "before"}' as jsonb), cast('{"name": "after"}' as jsonb)
  from generate_series(:from, :to) n, generate_series(1, 8) k;

update echo_session set state = 'OPEN', closed_at = null, starts_at = now() - interval '10 minutes' where id = 500000002;

-- Long lists that the coordinator handed in.
insert into upload (id, kind, place, title, person_id, file_name, sha256, bytes, data_rows, task, state, sent_at, ended_at)
select 500000000 + n, 'contacts', s.slug, s.title, p.id, 'list ' || n || '.csv', repeat('0', 64), 1000, 10, 'TAKE', 'DONE',
       now(), now()
  from generate_series(:from, :to) n, study s, person p
 where s.id = :study and p.email = 'walk-coordinator@grown.example';
