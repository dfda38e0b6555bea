-- Who walks. Their parts are in the grown trial alone, whatever other tests have saved.
insert into person (id, email, name, zone, blinded, version)
select 500000000 + n, 'walk-' || role || '@grown.example', 'Walking ' || role, 'America/Chicago', role = 'blinded', 0
  from unnest(array['coordinator', 'hub', 'coach', 'clinician', 'researcher', 'blinded', 'outsider']) with ordinality w (role, n);

insert into person_role (person_id, role)
select 500000000 + n, role
  from unnest(array['COORDINATOR', 'HUB', 'COACH', 'CLINICIAN', 'RESEARCHER', 'RESEARCHER', 'CLINICIAN']) with ordinality w (role, n);

insert into affiliation (id, person_id, site_id, part, from_date)
values (500000001, 500000003, :site, 'coach', date '2020-01-01'),
       (500000002, 500000004, :site, 'prescriber', date '2020-01-01');

insert into echo_program_team (program_id, person_id)
select id, 500000002 from echo_program where study_id = :study;
