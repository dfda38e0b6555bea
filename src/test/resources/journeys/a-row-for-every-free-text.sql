-- What the demonstration has no row of: one for each kind of free text, so that each can be marked.
-- Run with session_replication_role = replica, on a demonstration of one's own.
insert into coaching_private_note (id, contact_id, text, written_at, written_by)
  select id, id, 'x', now(), 'coach@demo.reachline.example' from coaching_contact;
insert into coaching_contact_next_step (contact_id, place, what, owner)
  select id, 0, 'x', 'x' from coaching_contact;
update coaching_contact set withdrawn_at = now(), withdrawn_by = 'x', withdrawal_reason = 'x'
  where id % 5 = 0;
insert into coaching_booking select (jsonb_populate_record(null::coaching_booking, to_jsonb(b)
    || jsonb_build_object('id', 1000000 + b.id, 'cancelled_at', now(), 'cancelled_by', 'x',
       'cancel_reason', 'x', 'uid_secret', 'x' || b.id))).* from coaching_booking b;
insert into change_project select (jsonb_populate_record(null::change_project, to_jsonb(r)
    || jsonb_build_object('id', 1000000 + r.id, 'withdrawn_at', now(), 'withdrawn_by', 'x',
       'withdrawal_reason', 'x', 'closed_on', null, 'closing_words', null))).*
  from change_project r where id < 1000000;
insert into change_project select (jsonb_populate_record(null::change_project, to_jsonb(r)
    || jsonb_build_object('id', 2000000 + r.id, 'own_measure', 'x', 'measure_key', null,
       'closed_on', current_date, 'closing_words', 'x', 'withdrawn_at', null, 'withdrawn_by', null,
       'withdrawal_reason', null))).*
  from change_project r where id < 1000000;
insert into pdsa_cycle select (jsonb_populate_record(null::pdsa_cycle, to_jsonb(r)
    || jsonb_build_object('id', 1000000 + r.id, 'number', 1000 + r.number, 'withdrawn_at', now(), 'withdrawn_by', 'x',
       'withdrawal_reason', 'x'))).* from pdsa_cycle r;
insert into walk_through select (jsonb_populate_record(null::walk_through, to_jsonb(r)
    || jsonb_build_object('id', 1000000 + r.id, 'withdrawn_at', now(), 'withdrawn_by', 'x',
       'withdrawal_reason', 'x'))).* from walk_through r;
update enrolment set withdrawal_reason = 'x' where withdrawn_on is not null;
insert into contamination_note (id, flag_id, text, written_at, written_by)
  select id, id, 'x', now(), 'x' from contamination_flag;
insert into activity (id, study_id, study_version_id, enrolment_id, site_id, strategy, held_on,
    minutes, part, people, actor, action, target, outcome_meant, justification, modification,
    logged_at, logged_by, version, withdrawn_at, withdrawn_by, withdrawal_reason)
  select e.id, e.study_id, s.current_version_id, e.id, e.unit_site_id, 'coaching', current_date - 9, 30,
         'change_leader', 1, 'x', 'x', 'x', 'x', 'x', 'x', now(), 'x', 0,
         case when e.id % 2 = 0 then now() end, case when e.id % 2 = 0 then 'x' end,
         case when e.id % 2 = 0 then 'x' end
    from enrolment e join study s on s.id = e.study_id where s.slug = 'jail-moud-coaching-echo';
insert into echo_program_exception (program_id, day, reason)
  select id, current_date + 400, 'x' from echo_program;
update echo_session set cancelled_at = now(), cancel_reason = 'x', state = 'CANCELLED'
  where state = 'PLANNED' and id % 3 = 0;
insert into echo_cohort_place (id, enrolment_id, program_id, from_on, reason, placed_by, placed_at)
  select e.id, e.id, p.id, current_date - 3, 'x', 'x', now()
    from enrolment e join echo_program p on p.study_id = e.study_id;
insert into participant_match (id, program_id, alias, person_id, decided_by, decided_at)
  select p.id, p.id, 'x', (select min(id) from person), 'x', now() from echo_program p;
insert into session_material (id, session_id, title, url, file_name, content_type, bytes, added_by,
    added_at, withdrawn_by, withdrawn_at, withdrawn_reason)
  select 2 * s.id + w, s.id, 'x', null, 'x', 'application/pdf', 10, p.id, now(),
         case when w = 1 then p.id end, case when w = 1 then now() end, case when w = 1 then 'x' end
    from echo_session s, generate_series(0, 1) w, (select min(id) as id from person) p;
insert into live_text (session_id, kind, number, version, wording, written_at, written_by)
  select s.id, k, 0, 1, 'x', now(), p.id
    from echo_session s, unnest(array['NOTES', 'CASE']) k, (select min(id) as id from person) p;
insert into live_question (id, session_id, person_id, kind, wording, asked_at, state)
  select s.id, s.id, p.id, 'QUESTION', 'x', now(), 'WAITING'
    from echo_session s, (select min(id) as id from person) p;
insert into outbox_mail (id, mail_key, to_email, subject, text, state, attempts, next_attempt_at,
    created_at, message_id)
  select 1000000 + p.id, 'marked-' || p.id, p.email, 'x', 'x', 'WAITING', 0, now() + interval '9 days', now(),
         'x' || p.id || '@marked.example'
    from person p;
insert into access_request (id, person_id, act, reason, asked_by, asked_at, version)
  select p.id, p.id, 'END', 'x', 'x', now(), 0 from person p;
insert into undeliverable_address (email, source, words, since, last_at)
  select email, 'REFUSED', 'x', now(), now() from person;
insert into returned_mail (id, message_id, received_at, from_email, subject, address, meaning, words)
  values (gen_random_uuid(), 'x', now(), 'x@marked.example', 'x', null, 'UNREAD', 'x');
insert into calendar_reply (id, message_id, from_email, received_at, session_id, person_id, answer, comment)
  select s.id, 'x' || s.id, p.email, now(), s.id, p.id, 'DECLINED', 'x'
    from echo_session s, (select id, email from person order by id limit 1) p;
insert into coaching_booking_reply (id, booking_id, person_id, answer, sequence, answered_at,
    received_at, message_id, comment)
  select b.id, b.id, b.person_id, 'DECLINED', b.sequence, now(), now(), 'x' || b.id, 'x'
    from coaching_booking b;
-- Whose work changed: both were asked to a series of sessions in which nobody expects them now.
insert into invitation_series (id, program_id, person_id, ended, uid_domain)
  select p.id, (select min(program_id) from echo_session where recurrence_at is not null), p.id,
         false, 'marked.example'
    from person p where p.email like 'coach@demo%' or p.email like 'blinded@demo%';
insert into invitation (id, session_id, person_id, series_id, uid_domain, sequence, asked_sequence,
    told_as, withdrawn)
  select 1000000 * i.person_id + s.id, s.id, i.person_id, i.id, i.uid_domain, 1, 0, 'x|x',
         s.number % 2 = 0
    from invitation_series i join echo_session s on s.program_id = i.program_id
   where i.uid_domain = 'marked.example' and s.recurrence_at is not null;
-- The coordinator's list, taken and receipted.
insert into upload (id, kind, place, title, person_id, file_name, sha256, bytes, data_rows, task, state,
    said, told, words, sent_at, ended_at)
  select 1000000, 'sites', '', 'sites', p.id, 'x', repeat('0', 64), 1, 1, 'TAKE', 'DONE', 'x', 'x', 'x', now(), now()
    from person p where p.email like 'coordinator@demo%';
