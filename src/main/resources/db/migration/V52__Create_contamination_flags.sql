-- Contamination that was found once stays on record: a trial was contaminated even if it no longer is.
create sequence contamination_flag_seq increment by 50;
create table contamination_flag (
  id               bigint primary key,
  study_id         bigint not null references study,
  finding_key      text not null,
  kind             text not null,
  enrolment_id     bigint references enrolment,
  strategy         text,
  person_id        bigint references person,
  since            date not null,
  raised_at        timestamptz not null,
  explanation_then text not null,
  unique (study_id, finding_key),
  check ((enrolment_id is null) <> (person_id is null))
);
create trigger contamination_flag_is_final before update or delete or truncate on contamination_flag
  for each statement execute function refuse_change();
create sequence contamination_note_seq increment by 50;
create table contamination_note (
  id         bigint primary key,
  flag_id    bigint not null references contamination_flag,
  text       text not null,
  written_at timestamptz not null,
  written_by text not null
);
create index contamination_note_flag on contamination_note (flag_id);
create trigger contamination_note_is_final before update or delete or truncate on contamination_note
  for each statement execute function refuse_change();
