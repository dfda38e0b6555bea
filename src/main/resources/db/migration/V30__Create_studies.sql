-- Studies, every text of their file, and the units that take part.
create sequence study_seq increment by 50;
create table study (
  id        bigint primary key,
  slug      text not null unique,
  title     text not null,
  simulated boolean not null
);
create sequence study_version_seq increment by 50;
create table study_version (
  id        bigint primary key,
  study_id  bigint not null references study,
  number    integer not null check (number > 0),
  sha256    varchar(64) not null,
  text      text not null,
  reason    text,
  loaded_at timestamptz not null,
  loaded_by text not null,
  unique (study_id, number),
  check (number = 1 or reason is not null)
);
alter table study add column current_version_id bigint references study_version;
create trigger study_version_is_final before update or delete or truncate on study_version
  for each statement execute function refuse_change();

create sequence enrolment_seq increment by 50;
create table enrolment (
  id                bigint primary key,
  study_id          bigint not null references study,
  study_version_id  bigint not null references study_version,
  unit_site_id      bigint not null references site,
  enrolled_on       date not null,
  started_on        date,
  stratum           text,
  pair              text,
  arm_key           text,
  withdrawn_on      date,
  withdrawal_reason text,
  version           integer not null,
  check (withdrawn_on is null or withdrawal_reason is not null)
);
-- A unit is enrolled once at a time; after a withdrawal it may come back.
create unique index enrolment_once on enrolment (study_id, unit_site_id) where withdrawn_on is null;
create table enrolment_member (
  enrolment_id bigint not null references enrolment,
  site_id      bigint not null references site,
  primary key (enrolment_id, site_id)
);
create index enrolment_member_site on enrolment_member (site_id);

create sequence allocation_seq increment by 50;
create table allocation (
  id           bigint primary key,
  enrolment_id bigint not null unique references enrolment,
  arm_key      text not null,
  allocated_at timestamptz not null,
  allocated_by text not null,
  list_sha256  varchar(64) not null
);
create trigger allocation_is_final before update or delete or truncate on allocation
  for each statement execute function refuse_change();
