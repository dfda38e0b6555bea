-- The page that is open while a session runs. Signs of life come in by the thousand: their table
-- has no foreign keys, because each would lock the session's row for every beat; the one insert
-- takes session and person from their tables, and neither is ever deleted.
create table live_beat (
  session_id bigint not null,
  -- Quarter minutes since 1970: a page open twice, or a beat sent again, is one row.
  slot       integer not null,
  person_id  bigint not null,
  -- The slot before the person: who was here lately is the end of a session's range.
  primary key (session_id, slot, person_id)
);

-- Beats are turned into attendance when a session closes; this tells how far that went.
create table live_fold (
  session_id bigint primary key references echo_session,
  slots      bigint not null,
  folded_at  timestamptz not null
);

-- One row per session that ever had a live page: what is on screen, and a number that rises with
-- every change, so that pages know whether to look again.
create table live_state (
  session_id     bigint primary key references echo_session,
  version        bigint not null,
  case_on_screen integer check (case_on_screen > 0)
);

-- Host's notes and the text of cases. Every wording stays; the newest number holds. Two people who
-- save at once meet at the primary key.
create table live_text (
  session_id bigint not null references echo_session,
  kind       text not null check (kind in ('NOTES', 'CASE')),
  number     integer not null check (number >= 0),
  version    integer not null check (version > 0),
  wording    text not null,
  written_at timestamptz not null,
  written_by bigint not null references person,
  primary key (session_id, kind, number, version)
);

create sequence live_question_seq increment by 50;
create table live_question (
  id         bigint primary key,
  session_id bigint not null references echo_session,
  person_id  bigint not null references person,
  kind       text not null check (kind in ('HAND', 'QUESTION')),
  wording    text,
  asked_at   timestamptz not null,
  state      text not null check (state in ('WAITING', 'TAKEN', 'ANSWERED', 'DISMISSED', 'WITHDRAWN')),
  settled_at timestamptz,
  settled_by bigint references person,
  check ((kind = 'QUESTION') = (wording is not null)),
  check ((state = 'WAITING') = (settled_at is null))
);
create index live_question_session on live_question (session_id, asked_at);
-- A hand is up or it is not.
create unique index live_question_one_hand on live_question (session_id, person_id)
  where kind = 'HAND' and state in ('WAITING', 'TAKEN');
