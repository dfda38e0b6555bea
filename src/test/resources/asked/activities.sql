-- The same for a study that logs activities: unit n has the keys 700000000 + n.
insert into site (id, code, name, type, state, zone, version)
select 700000000 + n, 'GA-' || to_char(n, 'FM0000'), 'Grown Site ' || n, 'outreach_site', 'MA', 'America/New_York', 0
  from generate_series(:from, :to) n;

insert into enrolment (id, study_id, study_version_id, unit_site_id, enrolled_on, started_on, arm_key, version)
select 700000000 + n, :study, (select current_version_id from study where id = :study), 700000000 + n,
       cast(:start as date), cast(:start as date), 'ALL', 0
  from generate_series(:from, :to) n;

insert into enrolment_member (enrolment_id, site_id)
select 700000000 + n, 700000000 + n from generate_series(:from, :to) n;

insert into affiliation (id, person_id, site_id, part, from_date)
select 700000000 + n, 500000003, 700000000 + n, 'coach', date '2020-01-01'
  from generate_series(:from, :to) n where n % 3 = 0
union all
select 710000000 + n, 500000004, 700000000 + n, 'champion', date '2020-01-01'
  from generate_series(:from, :to) n where n % 6 = 1;

insert into activity (id, study_id, study_version_id, enrolment_id, site_id, strategy, held_on, minutes, part, people,
                      generation, actor, action, logged_at, logged_by, trained_by_id, version)
select 700000000 + n * 10 + k, :study, (select current_version_id from study where id = :study), u.id, u.id,
       case k when 1 then 'train_the_trainer' when 3 then 'train_the_trainer' else 'technical_assistance' end,
       current_date - 30, 45, case when k in (1, 3) then 'trainer' else 'champion' end, 3,
       case k when 1 then 1 when 3 then 2 end, 'Hub', 'Taught', now(),
       'walk-coach@grown.example', case k when 3 then 700000000 + n * 10 + 1 end, 0
  from generate_series(:from, :to) n, generate_series(0, 3) k,
       lateral (select 700000000 + case when k < 2 then n else 1 end as id) u;

insert into site_report (id, study_id, site_id, enrolment_id, study_version_id, study_month, period_from, period_to,
                         state, measured, worded, submitted_at, submitted_by, changed_at, changed_by, version)
select 700000000 + n * 100 + m, :study, 700000000 + n, 700000000 + n,
       (select current_version_id from study where id = :study), m,
       cast(cast(:start as date) + make_interval(months => m - 1) as date),
       cast(cast(:start as date) + make_interval(months => m) as date) - 1, 'SUBMITTED',
       cast('{"kits": 12, "people_trained": 20, "reversals": 1}' as jsonb), cast('{}' as jsonb), now(),
       'walk-clinician@grown.example', now(), 'walk-clinician@grown.example', 0
  from generate_series(:from, :to) n, generate_series(1, 3) m;
