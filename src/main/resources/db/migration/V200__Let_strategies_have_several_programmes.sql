-- A strategy may have further programmes (cohorts, second hubs) beside the one whose dates the study
-- file gives. A further one has a rule and a time of its own.
alter table echo_program drop constraint echo_program_study_id_strategy_key;
alter table echo_program add column rule text;
alter table echo_program add column begins_at time;
alter table echo_program add check ((rule is null) = (begins_at is null));
alter table echo_program add check (rule is null or anchor_on is not null);
create unique index echo_program_of_protocol on echo_program (study_id, strategy) where rule is null;
-- Which programme a unit is in from a day on. Rows are only added, so that who was expected in the
-- past stays known; a unit without a row is in the programme of the study file.
create sequence echo_cohort_place_seq increment by 50;
create table echo_cohort_place (
  id           bigint primary key,
  enrolment_id bigint not null references enrolment,
  program_id   bigint not null references echo_program,
  from_on      date not null,
  reason       text not null,
  placed_by    text not null,
  placed_at    timestamptz not null
);
create index echo_cohort_place_enrolment on echo_cohort_place (enrolment_id);
create index echo_cohort_place_program on echo_cohort_place (program_id);
create trigger echo_cohort_place_is_final before update or delete or truncate on echo_cohort_place
  for each statement execute function refuse_change();
