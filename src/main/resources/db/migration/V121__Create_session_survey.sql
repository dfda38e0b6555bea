-- What people say of a session. A changed answer is a new row; the highest revision holds, and the
-- earlier ones stay. Hosts read sums and texts without names.
create table survey_answer (
  session_id  bigint not null references echo_session,
  person_id   bigint not null references person,
  revision    integer not null check (revision > 0),
  usefulness  integer not null check (usefulness between 1 and 5),
  change      text,
  answered_at timestamptz not null,
  primary key (session_id, person_id, revision)
);
