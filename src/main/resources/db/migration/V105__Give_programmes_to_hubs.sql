-- Whose programme it is: the hub as people call it, and its team. Without a team everybody of the
-- role hub runs the programme, as where there is one hub only.
alter table echo_program add column hub text;
create table echo_program_team (
  program_id bigint not null references echo_program,
  person_id  bigint not null references person,
  primary key (program_id, person_id)
);
-- A room that is a telephone number with a code, or the telephone way into one.
alter table echo_program add column phone text;
alter table echo_program add column phone_code text;
alter table echo_program add check (phone_code is null or phone is not null);
-- Days on which the rule asks for a session and the hub holds none.
create table echo_program_exception (
  program_id bigint not null references echo_program,
  day        date not null,
  reason     text not null,
  primary key (program_id, day)
);
