-- A rule with an interval counts from somewhere: the first schedule's day, kept, so that a site that
-- starts earlier does not shift the whole series.
alter table echo_program add column anchor_on date;

-- Which revision of a person's join link is good; a higher one makes the older links useless.
create sequence join_revision_seq increment by 50;
create table join_revision (
  id         bigint primary key,
  session_id bigint not null references echo_session,
  person_id  bigint not null references person,
  revision   integer not null check (revision > 0),
  unique (session_id, person_id)
);
