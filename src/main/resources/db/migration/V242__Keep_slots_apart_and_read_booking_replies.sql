-- The last fence against two offers of one coach at one time; between studies the offers wait for each other.
alter table coaching_slot add column ends_at timestamptz;
update coaching_slot set ends_at = starts_at + make_interval(mins => minutes);
alter table coaching_slot alter column ends_at set not null;
alter table coaching_slot add check (ends_at > starts_at);
alter table coaching_slot add constraint coaching_slot_apart
  exclude using gist (study_id with =, coach_id with =, tstzrange(starts_at, ends_at) with &&)
  where (withdrawn_at is null);

-- The UID of a calendar entry is a secret between us and the two sides: a reply that names it comes from one of them.
alter table coaching_booking add column uid_secret text;
create sequence coaching_booking_reply_seq increment by 50;
create table coaching_booking_reply (
  id          bigint primary key,
  booking_id  bigint not null references coaching_booking,
  person_id   bigint references person,
  answer      text check (answer in ('ACCEPTED', 'DECLINED', 'TENTATIVE')),
  sequence    integer not null,
  answered_at timestamptz not null,
  received_at timestamptz not null,
  message_id  text not null unique,
  -- Why it was not taken, or null.
  refused     text,
  check (refused is not null or (person_id is not null and answer is not null))
);
create index coaching_booking_reply_of_booking on coaching_booking_reply (booking_id);
create trigger coaching_booking_reply_stays before update or delete or truncate on coaching_booking_reply
  for each statement execute function refuse_change();
