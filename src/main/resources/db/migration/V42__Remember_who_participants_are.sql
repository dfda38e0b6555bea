-- A name on a video service's list is matched to a person once; the next list knows it. Without a
-- person the name is known to be nobody of ours.
create sequence participant_match_seq increment by 50;
create table participant_match (
  id         bigint primary key,
  program_id bigint not null references echo_program,
  alias      text not null,
  person_id  bigint references person,
  decided_by text not null,
  decided_at timestamptz not null,
  unique (program_id, alias)
);
