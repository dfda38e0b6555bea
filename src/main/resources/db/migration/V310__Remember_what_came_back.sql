-- Two installations both numbered their mails 1, 2, 3 "@reachline", so that a mail server that knows
-- both takes the second for a copy of the first. From now on the number is random and kept.
alter table outbox_mail add column message_id text;
update outbox_mail set message_id = 'outbox-' || id || '@reachline';
alter table outbox_mail alter column message_id set not null;
alter table outbox_mail add unique (message_id);

-- Reminders are of no use later; a slow server must not hold them back behind a hundred invitations.
alter table outbox_mail add column urgent boolean not null default false;

-- Somebody looked at a mail that reached nobody and has done what there was to do.
alter table outbox_mail add column set_aside_at timestamptz;

-- A mail that the server took can still come back.
alter table outbox_mail drop constraint outbox_mail_state_check;
alter table outbox_mail add constraint outbox_mail_state_check
  check (state in ('WAITING', 'SENDING', 'SENT', 'FAILED', 'RETURNED'));
alter table outbox_mail drop constraint outbox_mail_check1;
alter table outbox_mail add constraint outbox_mail_sent_check
  check ((state in ('SENT', 'RETURNED')) = (sent_at is not null));
create index outbox_mail_open on outbox_mail (to_email) where state in ('WAITING', 'SENDING');
create index outbox_mail_receiver on outbox_mail (lower(to_email));

-- What servers said of addresses. By address and not by person: people are told of it on a higher
-- floor, and a letter may go to somebody who is no person here.
create table undeliverable_address (
  email   text primary key check (email = lower(email)),
  source  text not null check (source in ('REFUSED', 'BOUNCED')),
  words   text not null,
  since   timestamptz not null,
  last_at timestamptz not null
);

-- What mail servers wrote back, also what no program can read.
create table returned_mail (
  id          uuid primary key,
  message_id  text not null,
  received_at timestamptz not null,
  from_email  text not null,
  subject     text not null,
  address     text,
  meaning     text not null check (meaning in ('FAILED', 'DELAYED', 'DELIVERED', 'UNREAD')),
  words       text not null,
  mail_id     bigint references outbox_mail on delete set null,
  check (meaning = 'UNREAD' or address is not null)
);
create index returned_mail_number on returned_mail (message_id);
