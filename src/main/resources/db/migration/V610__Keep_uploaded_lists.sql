-- A long list is kept as it came, taken by whichever instance finds time, and receipted. What it did
-- stands with the records; the receipt says which file, whose, when, and how many rows did what.
create sequence upload_seq increment by 50;
create table upload (
  id         bigint primary key,
  ordinal    bigint not null default nextval('record_ordinal'),
  kind       text not null,
  place      text not null,
  title      text not null,
  person_id  bigint not null references person,
  file_name  text not null,
  sha256     text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes      bigint not null check (bytes >= 0),
  data_rows  integer not null check (data_rows >= 0),
  task       text not null check (task in ('CHECK', 'TAKE')),
  state      text not null
             check (state in ('WAITING', 'RUNNING', 'CHECKED', 'DONE', 'REFUSED', 'STOPPED', 'FAILED')),
  -- Rises whenever somebody begins with it: who was thought dead can no longer say how it ended.
  attempts   integer not null default 0,
  -- How often it was begun anew because nobody was at it any more.
  cut_off    integer not null default 0,
  step       text check (step in ('READING', 'SAVING')),
  done_rows  integer not null default 0,
  of_rows    integer not null default 0,
  stop_asked boolean not null default false,
  -- What was said beside the list, and what it would do: gone once it is taken, as the list itself.
  said       text,
  told       text,
  words      text,
  added      bigint not null default 0,
  changed    bigint not null default 0,
  same       bigint not null default 0,
  errors     bigint not null default 0,
  sent_at    timestamptz not null,
  ended_at   timestamptz
);
create index upload_person on upload (person_id);
create index upload_open on upload (ordinal) where state in ('WAITING', 'RUNNING');

create table upload_piece (
  upload_id bigint not null references upload,
  number    integer not null,
  content   bytea not null,
  primary key (upload_id, number)
);
