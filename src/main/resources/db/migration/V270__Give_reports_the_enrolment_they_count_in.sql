-- A study month says nothing without the start it counts from, and a unit that comes back has a new
-- start: its reports are a series of their own. The reports on record belong to the enrolment whose
-- start makes their first day; failing that, because the start was moved, to the one in which they
-- were changed last; failing that to the one that pages took them for, the active one before a
-- withdrawn one, then the newest.
alter table site_report add column enrolment_id bigint references enrolment;
update site_report r set enrolment_id = (
  select e.id
  from enrolment e join enrolment_member m on m.enrolment_id = e.id
  where e.study_id = r.study_id and m.site_id = r.site_id
  order by
    ((e.started_on + make_interval(months => r.study_month - 1))::date = r.period_from) desc nulls last,
    ((r.changed_at at time zone 'UTC')::date
      between e.enrolled_on and coalesce(e.withdrawn_on, 'infinity'::date)) desc,
    (e.withdrawn_on is null) desc,
    e.id desc
  limit 1);
alter table site_report alter column enrolment_id set not null;
alter table site_report drop constraint site_report_study_id_site_id_study_month_key;
alter table site_report add unique (enrolment_id, site_id, study_month);
