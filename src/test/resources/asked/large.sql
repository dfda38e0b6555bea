-- Units number :from to :to of a large study: a site each with two years of reports and of contacts, in four arms, with
-- fourteen starts. Unit n has the key 10000000 + n.
insert into site (id, code, name, type, state, zone, version)
select 10000000 + n, 'SM-' || to_char(n, 'FM0000'), 'Simulated jail ' || n, 'jail', 'WI',
       (array['America/Chicago', 'America/New_York'])[1 + n % 2], 0
  from generate_series(:from, :to) n;

insert into enrolment (id, study_id, study_version_id, unit_site_id, enrolled_on, started_on, arm_key, version)
select 10000000 + n, :study, (select current_version_id from study where id = :study), 10000000 + n, current_date - 900,
       cast(date_trunc('month', current_date) - make_interval(months => 5 + n % 14) as date),
       case when n % 50 > 0 then (array['LOW', 'LOW-ECHO', 'HIGH', 'HIGH-ECHO'])[1 + n % 4] end, 0
  from generate_series(:from, :to) n;

insert into enrolment_member (enrolment_id, site_id)
select 10000000 + n, 10000000 + n from generate_series(:from, :to) n;

insert into site_report (id, study_id, site_id, enrolment_id, study_version_id, study_month, period_from, period_to, state,
                         measured, worded, submitted_at, submitted_by, changed_at, changed_by, version)
select 10000000 + n * 100 + m + 5, :study, e.unit_site_id, e.id, e.study_version_id, m,
       cast(e.started_on + make_interval(months => m - 1) as date),
       cast(e.started_on + make_interval(months => m) as date) - 1,
       case when (n + m) % 5 = 0 then 'DRAFT' else 'SUBMITTED' end,
       cast('{"adp": 120, "eligible": 15, "new_bup": 4, "new_met": 1, "new_ntx": 2, "new_total": 7}' as jsonb),
       cast('{}' as jsonb), now(), 'system', now(), 'system', 0
  from generate_series(:from, :to) n join enrolment e on e.id = 10000000 + n cross join generate_series(-5, 18) m;

-- A twelfth of the planned calls is missing, so that sites differ.
insert into coaching_contact (id, study_id, study_version_id, enrolment_id, site_id, strategy, starts_at, duration_minutes, mode,
                              kind, outcome, planned_key, planned_month, logged_at, logged_by, version)
select 10000000 + n * 100 + m, e.study_id, e.study_version_id, e.id, e.id, 'coaching',
       cast(e.started_on + m * 30 as timestamptz) + interval '15 hours', 55, 'VIDEO', 'CALL', 'HELD',
       case when m between 2 and 12 and (n + m) % 12 > 0 and e.arm_key like 'HIGH%' then 'monthly_call' end,
       case when m between 2 and 12 and (n + m) % 12 > 0 and e.arm_key like 'HIGH%' then m end, now(), 'system', 0
  from generate_series(:from, :to) n join enrolment e on e.id = 10000000 + n cross join generate_series(1, 12) m;

insert into dose_entry (id, study_id, enrolment_id, strategy, source, step, occurrence, held_on, contacts, minutes, person_minutes,
                        people, why, posted_at, posted_by)
select c.id, c.study_id, c.enrolment_id, c.strategy, 'coaching_contact:' || c.id, 1, c.planned_key || '@' || c.planned_month,
       cast(c.starts_at as date), 1, c.duration_minutes, c.duration_minutes * 3,
       cast('{"change_leader": 1, "team_member": 2}' as jsonb), 'logged', now(), 'system'
  from coaching_contact c
 where c.study_id = :study and c.enrolment_id between 10000000 + :from and 10000000 + :to;

insert into person (id, email, name, zone, blinded, version)
select 10000000 + n, 'staff-' || n || '@large.example', 'Staff ' || n, 'America/Chicago', true, 0
  from generate_series(:from, :to) n;

insert into affiliation (id, person_id, site_id, part, from_date)
select 10000000 + n, 10000000 + n, 10000000 + n, 'prescriber', date '2020-01-01'
  from generate_series(:from, :to) n
union all
select 11000000 + n, 20000001, 10000000 + n, 'data_reporter', date '2020-01-01'
  from generate_series(:from, :to) n where n = 1
union all
select 12000000 + n, 20000002, 10000000 + n, 'prescriber', date '2020-01-01'
  from generate_series(:from, :to) n where n <= 40
union all
select 13000000 + n, 20000003, 10000000 + n, 'coach', date '2020-01-01'
  from generate_series(:from, :to) n where n <= 400;

insert into contamination_flag (id, study_id, finding_key, kind, enrolment_id, strategy, since, raised_at, explanation_then)
select 10000000 + n, :study, 'large-' || n, 'NOT_PRESCRIBED', 10000000 + n, 'echo', current_date - 30, now(), 'It was seen.'
  from generate_series(:from, :to) n where n % 10 = 0;

insert into contamination_state (flag_id, step, holds, since_at, said, contacts, minutes)
select 10000000 + n, 1, true, now(), 'it was seen', 0, 0 from generate_series(:from, :to) n where n % 10 = 0;
