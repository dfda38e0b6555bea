-- What a large study has of coaches and of attendance: a coach for every thirty units, each unit in one of the twelve
-- series, and twenty sessions in which its one person was.
insert into person (id, email, name, zone, blinded, version)
select 21000000 + k, 'coach-' || k || '@large.example', 'Coach ' || k, 'America/Chicago', false, 0
  from generate_series(0, :to / 30) k;

insert into coaching_contact_coach (contact_id, person_id)
select c.id, 21000000 + (c.enrolment_id - 10000000) / 30 from coaching_contact c where c.study_id = :study;

insert into echo_cohort_place (id, enrolment_id, program_id, from_on, reason, placed_by, placed_at)
select 10000000 + n, 10000000 + n, 20000001 + n % 12, current_date - 900, 'Their day', 'host@large.example', now()
  from generate_series(:from, :to) n;

insert into attendance (id, session_id, person_id, site_id, minutes, evidence, marked, version)
select 10000000 + n * 100 + k, 20000000 + (1 + n % 12) * 100 + k, 10000000 + n, 10000000 + n, 55, 'ROLL_CALL', false, 0
  from generate_series(:from, :to) n, generate_series(1, 20) k
 where n % 2 = 1 or n % 31 = 0;
