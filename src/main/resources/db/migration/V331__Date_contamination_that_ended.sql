-- How a flag stood, each time that it changed: what showed it, and since when nothing does any more.
-- The words name no person; the flag knows who it is about.
create table contamination_state (
  flag_id  bigint not null references contamination_flag,
  step     integer not null check (step > 0),
  holds    boolean not null,
  since_at timestamptz not null,
  said     text not null,
  contacts integer not null check (contacts >= 0),
  minutes  integer not null check (minutes >= 0),
  primary key (flag_id, step)
);
create trigger contamination_state_is_final before update or delete or truncate on contamination_state
  for each statement execute function refuse_change();

insert into contamination_state (flag_id, step, holds, since_at, said, contacts, minutes)
select f.id, 1, true, f.raised_at,
       case when p.id is null then f.explanation_then
            else ltrim(replace(f.explanation_then, p.name, '')) end, 0, 0
  from contamination_flag f left join person p on p.id = f.person_id;
insert into contamination_state (flag_id, step, holds, since_at, said, contacts, minutes)
select s.flag_id, 2, false, n.written_at, s.said, 0, 0
  from contamination_state s
  join lateral (select c.text, c.written_at from contamination_note c
                 where c.flag_id = s.flag_id and c.written_by = 'system'
                 order by c.written_at desc limit 1) n on true
 where n.text like 'No record shows this any more.%';
