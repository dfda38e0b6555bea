-- A record of the tests alone: what visitors of a site must know. Withdrawn with a reason, never erased.
create sequence visit_note_seq increment by 50;
create table visit_note (
  id                bigint primary key,
  ordinal           bigint not null default nextval('record_ordinal'),
  study_id          bigint not null references study,
  enrolment_id      bigint not null references enrolment,
  site_id           bigint not null references site,
  holds_since       date not null,
  clearance         text not null check (clearance in ('NONE', 'AT_THE_DOOR', 'ASKED_FOR_AHEAD')),
  days_ahead        integer check (days_ahead > 0),
  entrance          text not null,
  directions        text,
  logged_at         timestamptz not null,
  logged_by         text not null,
  amended_at        timestamptz,
  amended_by        text,
  withdrawn_at      timestamptz,
  withdrawn_by      text,
  withdrawal_reason text,
  version           integer not null,
  check (clearance <> 'ASKED_FOR_AHEAD' or days_ahead is not null),
  check ((withdrawn_at is null) = (withdrawal_reason is null))
);
create index visit_note_of_site on visit_note (enrolment_id, site_id);
create index visit_note_of_study on visit_note (study_id);
create index visit_note_at on visit_note (site_id);
create trigger visit_note_stays before delete or truncate on visit_note
  for each statement execute function refuse_change();
