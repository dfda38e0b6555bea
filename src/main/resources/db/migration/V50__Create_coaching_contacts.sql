-- Contacts between coaches and sites. The last fences: a contact that was held has a length, a site
-- is not in two contacts at one instant, and a planned contact is fulfilled once.
create sequence coaching_contact_seq increment by 50;
create table coaching_contact (
  id                bigint primary key,
  study_id          bigint not null references study,
  study_version_id  bigint not null references study_version,
  enrolment_id      bigint not null references enrolment,
  site_id           bigint not null references site,
  strategy          text not null,
  starts_at         timestamptz not null,
  duration_minutes  integer not null check (duration_minutes between 0 and 1440),
  prep_minutes      integer check (prep_minutes between 0 and 1440),
  travel_minutes    integer check (travel_minutes between 0 and 2880),
  mode              text not null,
  kind              text not null,
  outcome           text not null check (outcome in ('HELD', 'NO_SHOW', 'RESCHEDULED')),
  planned_key       text,
  planned_month     integer,
  topics            text,
  summary           text,
  logged_at         timestamptz not null,
  logged_by         text not null,
  amended_at        timestamptz,
  amended_by        text,
  withdrawn_at      timestamptz,
  withdrawn_by      text,
  withdrawal_reason text,
  version           integer not null,
  check (outcome <> 'HELD' or duration_minutes > 0),
  check ((planned_key is null) = (planned_month is null)),
  check ((withdrawn_at is null) = (withdrawal_reason is null)
     and (withdrawn_at is null) = (withdrawn_by is null))
);
create unique index coaching_contact_once_at_a_time on coaching_contact (site_id, starts_at)
  where withdrawn_at is null;
create unique index coaching_contact_fulfils_once
  on coaching_contact (enrolment_id, strategy, planned_key, planned_month)
  where withdrawn_at is null and outcome = 'HELD' and planned_key is not null;
create index coaching_contact_of_study on coaching_contact (study_id, starts_at);
create index coaching_contact_of_enrolment on coaching_contact (enrolment_id, starts_at);

create table coaching_contact_coach (
  contact_id bigint not null references coaching_contact,
  person_id  bigint not null references person,
  primary key (contact_id, person_id)
);
create table coaching_contact_attendee (
  contact_id bigint not null references coaching_contact,
  place      integer not null,
  part       text not null,
  person_id  bigint references person,
  people     integer not null check (people between 1 and 999),
  primary key (contact_id, place),
  check (person_id is null or people = 1)
);
create table coaching_contact_next_step (
  contact_id bigint not null references coaching_contact,
  place      integer not null,
  what       text not null,
  owner      text,
  due_on     date,
  primary key (contact_id, place)
);

-- Apart from the contact, because the contact and its trail are read by people who may not read these.
create sequence coaching_private_note_seq increment by 50;
create table coaching_private_note (
  id         bigint primary key,
  contact_id bigint not null references coaching_contact,
  text       text not null,
  written_at timestamptz not null,
  written_by text not null
);
create index coaching_private_note_contact on coaching_private_note (contact_id);
create trigger coaching_private_note_is_final before update or delete or truncate on coaching_private_note
  for each statement execute function refuse_change();

-- A contact is withdrawn with a reason, never erased.
create trigger coaching_contact_stays before delete or truncate on coaching_contact
  for each statement execute function refuse_change();
