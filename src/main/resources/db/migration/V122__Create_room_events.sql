-- What video rooms report by themselves. The name of a report is unique, so that one that is sent
-- again, by a nervous provider or by somebody who recorded it, changes nothing.
create sequence room_event_seq increment by 50;
create table room_event (
  id          bigint primary key,
  event_id    text not null unique,
  session_id  bigint not null references echo_session,
  kind        text not null check (kind in ('JOINED', 'LEFT', 'ENDED', 'RECORDING')),
  person_id   bigint references person,
  -- One coming and going of one person, as the provider names it.
  stay        text,
  happened_at timestamptz not null,
  received_at timestamptz not null,
  check ((kind in ('JOINED', 'LEFT')) = (person_id is not null)),
  check ((person_id is null) = (stay is null))
);
create index room_event_session on room_event (session_id, happened_at);
