-- A partner that comes to an enrolled jail joins its unit. Its days to report the months before
-- count from the day on which it came, as a unit's own count from its enrolment.
create table enrolment_joined (
  enrolment_id bigint not null references enrolment,
  site_id      bigint not null references site,
  joined_on    date   not null,
  primary key (enrolment_id, site_id)
);
