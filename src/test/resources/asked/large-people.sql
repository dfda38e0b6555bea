-- Who looks at the large study: people with one site, with many, and the host of twelve series.
insert into person (id, email, name, zone, blinded, version)
select 20000000 + n, role || '@large.example', 'Looking ' || role, 'America/Chicago', role = 'blinded', 0
  from unnest(array['one-site', 'forty-sites', 'coach', 'host', 'coordinator', 'researcher', 'blinded']) with ordinality w (role, n);

insert into person_role (person_id, role)
select 20000000 + n, role
  from unnest(array['CLINICIAN', 'CLINICIAN', 'COACH', 'HUB', 'COORDINATOR', 'RESEARCHER', 'RESEARCHER']) with ordinality w (role, n);

insert into echo_program (id, study_id, strategy, name, zone, room_kind, opens_before_minutes, rule, begins_at, record_sessions,
                          team_inherited, anchor_on, version)
select 20000000 + n, :study, 'echo', 'Series ' || n, 'America/Chicago', 'EXTERNAL', 20, 'FREQ=WEEKLY;BYDAY=TU', time '12:00', false, false,
       current_date - 200, 0
  from generate_series(1, 12) n;

insert into echo_program_team (program_id, person_id)
select id, 20000004 from echo_program where study_id = :study;

insert into echo_session (id, program_id, number, starts_at, recurrence_at, duration_minutes, state, opened_at, closed_at,
                          sequence, version)
select 20000000 + n * 100 + k, 20000000 + n, k, s.at, s.at, 60, case when s.at < now() then 'HELD' else 'PLANNED' end,
       case when s.at < now() then s.at end, case when s.at < now() then s.at + interval '1 hour' end, 0, 0
  from generate_series(1, 12) n, generate_series(1, 60) k,
       lateral (select date_trunc('day', now()) + make_interval(days => k * 7 - 210 + n % 5, hours => 17) as at) s;
