-- Mail is written in the transaction of the change that causes it. The key names the change, so
-- that one change causes one mail.
create sequence outbox_mail_seq increment by 50;
create table outbox_mail (
  id              bigint primary key,
  mail_key        text not null unique,
  to_email        text not null,
  subject         text not null,
  text            text not null,
  calendar        text,
  calendar_method text,
  state           text not null check (state in ('WAITING', 'SENDING', 'SENT', 'FAILED')),
  attempts        integer not null check (attempts >= 0),
  next_attempt_at timestamptz not null,
  last_error      text,
  created_at      timestamptz not null,
  sent_at         timestamptz,
  check ((calendar is null) = (calendar_method is null)),
  check ((state = 'SENT') = (sent_at is not null))
);
create index outbox_mail_due on outbox_mail (next_attempt_at) where state in ('WAITING', 'SENDING');

-- What calendars were told of a session: its revision (SEQUENCE) and the facts of that revision.
alter table echo_session add column sequence integer not null default 0 check (sequence >= 0);
alter table echo_session add column published_as text;
create sequence invitation_seq increment by 50;
create table invitation (
  id          bigint primary key,
  session_id  bigint not null references echo_session,
  person_id   bigint not null references person,
  sequence    integer not null,
  told_as     text not null,
  withdrawn   boolean not null,
  answer      text check (answer in ('ACCEPTED', 'DECLINED', 'TENTATIVE')),
  answered_at timestamptz,
  unique (session_id, person_id),
  check ((answer is null) = (answered_at is null))
);

-- A person's calendar feed: its link holds the revision; raising it makes the old link useless.
create sequence calendar_feed_seq increment by 50;
create table calendar_feed (
  id        bigint primary key,
  person_id bigint not null unique references person,
  revision  integer not null,
  active    boolean not null
);
