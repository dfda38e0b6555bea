-- Times that coaches offer and sites pick. The last fence of a race: one standing booking a slot,
-- and one open booking for a planned contact.
create sequence coaching_slot_seq increment by 50;
create table coaching_slot (
  id           bigint primary key,
  study_id     bigint not null references study,
  coach_id     bigint not null references person,
  starts_at    timestamptz not null,
  minutes      integer not null check (minutes between 5 and 480),
  mode         text not null,
  offered_at   timestamptz not null,
  withdrawn_at timestamptz,
  version      integer not null
);
create index coaching_slot_of_coach on coaching_slot (coach_id, starts_at);
create index coaching_slot_of_study on coaching_slot (study_id, starts_at);

create sequence coaching_booking_seq increment by 50;
create table coaching_booking (
  id            bigint primary key,
  slot_id       bigint not null references coaching_slot,
  enrolment_id  bigint not null references enrolment,
  site_id       bigint not null references site,
  person_id     bigint not null references person,
  strategy      text not null,
  planned_key   text,
  planned_month integer,
  topic         text,
  booked_at     timestamptz not null,
  booked_by     text not null,
  sequence      integer not null check (sequence >= 0),
  cancelled_at  timestamptz,
  cancelled_by  text,
  cancel_reason text,
  contact_id    bigint references coaching_contact,
  version       integer not null,
  check ((planned_key is null) = (planned_month is null)),
  check ((cancelled_at is null) = (cancel_reason is null)
     and (cancelled_at is null) = (cancelled_by is null))
);
create unique index coaching_booking_once_a_slot on coaching_booking (slot_id)
  where cancelled_at is null;
create unique index coaching_booking_once_a_plan
  on coaching_booking (enrolment_id, strategy, planned_key, planned_month)
  where cancelled_at is null and contact_id is null and planned_key is not null;
create index coaching_booking_of_enrolment on coaching_booking (enrolment_id);
create index coaching_booking_of_person on coaching_booking (person_id);
create trigger coaching_booking_stays before delete or truncate on coaching_booking
  for each statement execute function refuse_change();

-- Coaches who do not want a mail when nothing is booked.
create sequence nudge_stop_seq increment by 50;
create table nudge_stop (
  id        bigint primary key,
  person_id bigint not null unique references person
);
