-- Putting somebody in place is no contact: it lasts for months and has no length of its own.
alter table activity drop constraint activity_minutes_check;
alter table activity add constraint activity_minutes_check
  check (minutes > 0 or (minutes = 0 and full_time_equivalent is not null));

-- What such records had posted as contacts is taken back, as every line is: by one below zero.
insert into dose_entry (id, study_id, enrolment_id, strategy, source, step, occurrence, held_on,
                        contacts, minutes, person_minutes, people, reverses_id, why, posted_at,
                        posted_by, plan_id)
select nextval('dose_entry_seq'), d.study_id, d.enrolment_id, d.strategy, d.source,
       (select max(x.step) + 1 from dose_entry x
         where x.enrolment_id = d.enrolment_id and x.source = d.source),
       d.occurrence, d.held_on, -1, -d.minutes, -d.person_minutes, d.people, d.id,
       'staffing is no contact', now(), 'system', d.plan_id
  from dose_entry d
  join activity a on d.source = 'activity:' || a.id
 where a.full_time_equivalent is not null and a.planned_key is null and d.reverses_id is null
   and not exists (select 1 from dose_entry r where r.reverses_id = d.id);
