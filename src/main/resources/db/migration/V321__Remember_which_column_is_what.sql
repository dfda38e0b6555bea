-- Video services name the columns of their participant lists in many languages. What a column says
-- is asked once per shape of list and programme, as a participant's name is (participant_match).
create sequence report_columns_seq increment by 50;
create table report_columns (
  id         bigint primary key,
  program_id bigint not null references echo_program,
  shape      text not null check (length(shape) = 64),
  titles     text not null,
  columns    text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  unique (program_id, shape)
);
