-- Until now a programme without a team was run by everybody of the role hub, so that a second hub
-- that came later read the first one's people. From now on it is nobody's until a coordinator gives
-- it to somebody. Who runs one today must not find the door shut before a session: they become its
-- team by name, marked as nobody's decision, and the coordinator's page asks for one.
alter table echo_program add column team_inherited boolean not null default false;
update echo_program p set team_inherited = true
where not exists (select 1 from echo_program_team t where t.program_id = p.id)
  and exists (
    select 1 from person_role r join person h on h.id = r.person_id
    where r.role = 'HUB' and h.ended_at is null);
insert into echo_program_team (program_id, person_id)
select p.id, h.id from echo_program p
cross join person h join person_role r on r.person_id = h.id and r.role = 'HUB'
where p.team_inherited and h.ended_at is null;
