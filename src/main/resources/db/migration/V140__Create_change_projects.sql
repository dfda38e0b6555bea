-- Change projects, their cycles and walk-throughs. Amended or withdrawn with a reason, never erased.
create sequence change_project_seq increment by 50;
create table change_project (
  id                bigint primary key,
  study_id          bigint not null references study,
  enrolment_id      bigint not null references enrolment,
  site_id           bigint not null references site,
  title             text not null,
  aim               text not null,
  population        text not null,
  level_of_care     text not null,
  location          text not null,
  measure_key       text,
  own_measure       text,
  baseline          numeric,
  target            numeric not null,
  starts_on         date not null,
  ends_on           date not null,
  executive_sponsor text not null,
  change_leader     text not null,
  team              text,
  data_collection   text,
  expected_impact   text,
  closed_on         date,
  closing_words     text,
  logged_at         timestamptz not null,
  logged_by         text not null,
  withdrawn_at      timestamptz,
  withdrawn_by      text,
  withdrawal_reason text,
  version           integer not null,
  check (ends_on > starts_on),
  -- One measure: the study's or the site's own.
  check ((measure_key is null) <> (own_measure is null)),
  check ((closed_on is null) = (closing_words is null)),
  check ((withdrawn_at is null) = (withdrawal_reason is null)),
  check (withdrawn_at is null or closed_on is null)
);
create index change_project_of_enrolment on change_project (enrolment_id);
create index change_project_of_study on change_project (study_id);
create trigger change_project_stays before delete or truncate on change_project
  for each statement execute function refuse_change();

create sequence pdsa_cycle_seq increment by 50;
create table pdsa_cycle (
  id                bigint primary key,
  project_id        bigint not null references change_project,
  number            integer not null check (number > 0),
  change_idea       text not null,
  starts_on         date not null,
  ends_on           date,
  plan              text not null,
  done              text,
  studied           text,
  act               text check (act in ('ADOPT', 'ADAPT', 'ABANDON')),
  act_notes         text,
  withdrawn_at      timestamptz,
  withdrawn_by      text,
  withdrawal_reason text,
  version           integer not null,
  unique (project_id, number),
  check (ends_on is null or ends_on >= starts_on),
  check (studied is null or done is not null),
  -- What becomes of a change is decided after it was done and studied.
  check (act is null or (studied is not null and ends_on is not null)),
  check ((withdrawn_at is null) = (withdrawal_reason is null))
);
create trigger pdsa_cycle_stays before delete or truncate on pdsa_cycle
  for each statement execute function refuse_change();

create sequence walk_through_seq increment by 50;
create table walk_through (
  id                bigint primary key,
  study_id          bigint not null references study,
  enrolment_id      bigint not null references enrolment,
  site_id           bigint not null references site,
  walked_on         date not null,
  played_person     text not null,
  played_family     text,
  observer          text,
  first_change      text,
  logged_at         timestamptz not null,
  logged_by         text not null,
  withdrawn_at      timestamptz,
  withdrawn_by      text,
  withdrawal_reason text,
  version           integer not null,
  check ((withdrawn_at is null) = (withdrawal_reason is null))
);
create index walk_through_of_enrolment on walk_through (enrolment_id);
create trigger walk_through_stays before delete or truncate on walk_through
  for each statement execute function refuse_change();
create table walk_through_note (
  walk_through_id bigint not null references walk_through,
  place           integer not null,
  stage           text not null,
  felt            text,
  seen            text,
  to_change       text,
  primary key (walk_through_id, place),
  check (coalesce(felt, seen, to_change) is not null)
);
