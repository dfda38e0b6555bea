-- Twelve sessions are one letter and one recurring event in a person's calendar. A session that
-- was told as part of a series is changed and cancelled under the series' UID with its place in it.
create sequence invitation_series_seq increment by 50;
create table invitation_series (
  id         bigint primary key,
  program_id bigint not null references echo_program,
  person_id  bigint not null references person,
  ended      boolean not null default false
);
create index invitation_series_program on invitation_series (program_id);
alter table invitation add column series_id bigint references invitation_series;
