-- What each unit's planned dose followed from. Written by the database itself whenever arm, start
-- date or protocol version change, so that nothing is re-planned without a trace.
create sequence dose_plan_seq increment by 50;
create table dose_plan (
  id               bigint primary key,
  enrolment_id     bigint not null references enrolment,
  number           integer not null check (number > 0),
  study_version_id bigint not null references study_version,
  arm_key          text not null,
  started_on       date not null,
  made_at          timestamptz not null,
  cause            text not null,
  unique (enrolment_id, number)
);
create trigger dose_plan_is_final before update or delete or truncate on dose_plan
  for each statement execute function refuse_change();

create function note_dose_plan(of_enrolment bigint, why text) returns void language sql as $$
  insert into dose_plan (id, enrolment_id, number, study_version_id, arm_key, started_on, made_at, cause)
  select nextval('dose_plan_seq'), e.id,
         coalesce((select max(p.number) from dose_plan p where p.enrolment_id = e.id), 0) + 1,
         s.current_version_id, e.arm_key, e.started_on, now(), why
    from enrolment e join study s on s.id = e.study_id
   where e.id = of_enrolment and e.arm_key is not null and e.started_on is not null
     and s.current_version_id is not null and e.withdrawn_on is null
$$;
create function note_plan_of_enrolment() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform note_dose_plan(new.id, 'allocated');
  elsif new.arm_key is distinct from old.arm_key then
    perform note_dose_plan(new.id, case when old.arm_key is null then 'allocated' else 'arm changed' end);
  elsif new.started_on is distinct from old.started_on then
    perform note_dose_plan(new.id, case when old.started_on is null then 'allocated' else 'start moved' end);
  end if;
  return null;
end $$;
create trigger enrolment_is_planned after insert or update on enrolment
  for each row execute function note_plan_of_enrolment();
create function note_plan_of_version() returns trigger language plpgsql as $$
begin
  if new.current_version_id is distinct from old.current_version_id then
    perform note_dose_plan(e.id, case when old.current_version_id is null then 'allocated' else 'new protocol version' end)
       from enrolment e where e.study_id = new.id;
  end if;
  return null;
end $$;
create trigger study_is_planned_again after update on study
  for each row execute function note_plan_of_version();
do $$ begin perform note_dose_plan(e.id, 'allocated') from enrolment e; end $$;

-- The ledger of delivered dose. Lines are added, never changed: a reversal carries the figures of
-- the line it takes back below zero, so that sums are the dose.
create sequence dose_entry_seq increment by 50;
create table dose_entry (
  id             bigint primary key,
  study_id       bigint not null references study,
  enrolment_id   bigint not null references enrolment,
  strategy       text not null,
  source         text not null,
  step           integer not null check (step > 0),
  occurrence     text,
  held_on        date not null,
  contacts       integer not null check (contacts in (1, -1)),
  minutes        integer not null,
  person_minutes integer not null,
  people         jsonb not null,
  reverses_id    bigint unique references dose_entry,
  why            text not null,
  posted_at      timestamptz not null,
  posted_by      text not null,
  plan_id        bigint references dose_plan,
  unique (enrolment_id, source, step),
  check ((reverses_id is null) = (contacts = 1)),
  check (minutes * contacts >= 0 and person_minutes * contacts >= 0)
);
create index dose_entry_of_study on dose_entry (study_id);
create index dose_entry_of_source on dose_entry (source);
create trigger dose_entry_is_final before update or delete or truncate on dose_entry
  for each statement execute function refuse_change();
