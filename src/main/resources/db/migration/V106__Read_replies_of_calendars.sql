-- What calendar programs answered by mail (RFC 5546, REPLY), taken or refused, each mail once.
create sequence calendar_reply_seq increment by 50;
create table calendar_reply (
  id            bigint primary key,
  message_id    text not null unique,
  from_email    text not null,
  received_at   timestamptz not null,
  session_id    bigint references echo_session,
  person_id     bigint references person,
  answer        text check (answer in ('ACCEPTED', 'DECLINED', 'TENTATIVE')),
  refused       text,
  check (refused is not null or (session_id is not null and person_id is not null and answer is not null))
);
create index calendar_reply_session on calendar_reply (session_id);
-- When the answer was given by the answering program's own clock: mails overtake each other.
alter table invitation add column answer_stamp timestamptz;
