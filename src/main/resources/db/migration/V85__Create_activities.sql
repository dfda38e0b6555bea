-- What a study delivers beside coaching and ECHO. Withdrawn with a reason, never erased.
create sequence activity_seq increment by 50;
create table activity (
  id                bigint primary key,
  study_id          bigint not null references study,
  study_version_id  bigint not null references study_version,
  enrolment_id      bigint not null references enrolment,
  site_id           bigint not null references site,
  strategy          text not null,
  planned_key       text,
  planned_month     integer,
  held_on           date not null,
  minutes           integer not null check (minutes > 0),
  part              text not null,
  people            integer not null check (people >= 0),
  generation        integer check (generation > 0),
  actor             text not null,
  action            text not null,
  target            text,
  resources         text,
  outcome_meant     text,
  justification     text,
  modification      text,
  logged_at         timestamptz not null,
  logged_by         text not null,
  withdrawn_at      timestamptz,
  withdrawn_by      text,
  withdrawal_reason text,
  version           integer not null,
  check ((planned_key is null) = (planned_month is null)),
  check ((withdrawn_at is null) = (withdrawal_reason is null))
);
create unique index activity_fulfils_once on activity (enrolment_id, strategy, planned_key, planned_month)
  where withdrawn_at is null and planned_key is not null;
create index activity_of_study on activity (study_id, held_on);
create trigger activity_stays before delete or truncate on activity
  for each statement execute function refuse_change();
