-- Programmes, their sessions, and who attended. Attendance is a set of intervals with evidence;
-- the minutes beside it are what those intervals add up to, kept for lists and reports.
create sequence echo_program_seq increment by 50;
create table echo_program (
  id                   bigint primary key,
  study_id             bigint not null references study,
  strategy             text not null,
  name                 text not null,
  zone                 text not null,
  room_url             text,
  opens_before_minutes integer not null check (opens_before_minutes between 0 and 240),
  version              integer not null,
  unique (study_id, strategy)
);

create sequence echo_session_seq increment by 50;
create table echo_session (
  id                 bigint primary key,
  program_id         bigint not null references echo_program,
  number             integer not null check (number > 0),
  recurrence_at      timestamptz,
  starts_at          timestamptz not null,
  duration_minutes   integer not null check (duration_minutes between 1 and 720),
  state              text not null check (state in ('PLANNED', 'OPEN', 'HELD', 'CANCELLED')),
  didactic_title     text,
  didactic_presenter text,
  room_url           text,
  opened_at          timestamptz,
  closed_at          timestamptz,
  cancelled_at       timestamptz,
  cancel_reason      text,
  version            integer not null,
  unique (program_id, number),
  -- The rule gives each start once, however often the schedule is made.
  unique (program_id, recurrence_at),
  check ((state = 'CANCELLED') = (cancelled_at is not null)),
  check ((state = 'CANCELLED') = (cancel_reason is not null)),
  check ((state = 'HELD') = (closed_at is not null))
);
create index echo_session_starts_at on echo_session (starts_at);
create table echo_session_agenda (
  session_id bigint not null references echo_session,
  position   integer not null,
  kind       text not null,
  label      text not null,
  minutes    integer not null check (minutes > 0),
  primary key (session_id, position)
);

create sequence attendance_seq increment by 50;
create table attendance (
  id         bigint primary key,
  session_id bigint not null references echo_session,
  person_id  bigint not null references person,
  site_id    bigint references site,
  minutes    integer not null check (minutes between 0 and 720),
  evidence   text not null,
  marked     boolean not null,
  version    integer not null,
  unique (session_id, person_id)
);
create index attendance_person on attendance (person_id);
create index attendance_site on attendance (site_id);

create sequence attendance_interval_seq increment by 50;
create table attendance_interval (
  id            bigint primary key,
  attendance_id bigint not null references attendance,
  from_at       timestamptz not null,
  to_at         timestamptz,
  evidence      text not null,
  source_id     text not null,
  recorded_by   text not null,
  recorded_at   timestamptz not null,
  reason        text,
  check (to_at >= from_at),
  -- A message that arrives twice is the same piece of evidence.
  unique (attendance_id, evidence, source_id)
);
