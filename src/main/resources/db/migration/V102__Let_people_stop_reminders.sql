-- Who does not want to be reminded of sessions by mail.
create sequence reminder_stop_seq increment by 50;
create table reminder_stop (
  id        bigint primary key,
  person_id bigint not null unique references person
);
