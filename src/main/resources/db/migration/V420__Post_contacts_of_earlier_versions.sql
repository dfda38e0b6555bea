-- Contacts are posted to the ledger of delivered dose by the act that logs them. Earlier versions
-- left contacts that came in past the acts to whoever read the ledger next; reading writes nothing
-- any more, so what was not read until now is posted here. Doing it again adds nothing.
insert into dose_entry (id, study_id, enrolment_id, strategy, source, step, occurrence, held_on,
                        contacts, minutes, person_minutes, people, why, posted_at, posted_by, plan_id)
select nextval('dose_entry_seq'), c.study_id, c.enrolment_id, c.strategy, 'coaching_contact:' || c.id,
       1, c.planned_key || '@' || c.planned_month, cast(c.starts_at at time zone s.zone as date), 1,
       c.duration_minutes, c.duration_minutes * coalesce(p.people, 0), coalesce(p.parts, '{}'),
       'logged', now(), 'system',
       (select d.id from dose_plan d where d.enrolment_id = c.enrolment_id order by d.number desc limit 1)
from coaching_contact c
join enrolment e on e.id = c.enrolment_id
join site s on s.id = e.unit_site_id
left join lateral (select sum(q.n) as people, jsonb_object_agg(q.part, q.n) as parts
                   from (select a.part, sum(a.people) as n from coaching_contact_attendee a
                         where a.contact_id = c.id group by a.part) q) p on true
where c.outcome = 'HELD' and c.withdrawn_at is null
  and not exists (select 1 from dose_entry x where x.source = 'coaching_contact:' || c.id);
