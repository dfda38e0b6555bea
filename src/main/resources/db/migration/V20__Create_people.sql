-- Persons, what they may do and where they belong.
create sequence person_seq increment by 50;
create table person (
  id          bigint primary key,
  email       text not null unique check (email = lower(email)),
  name        text not null,
  credential  text,
  zone        text not null,
  blinded     boolean not null,
  keycloak_id text unique,
  ended_at    timestamptz,
  version     integer not null
);
create table person_role (
  person_id bigint not null references person,
  role      text not null,
  primary key (person_id, role)
);
create sequence affiliation_seq increment by 50;
create table affiliation (
  id         bigint primary key,
  person_id  bigint not null references person,
  site_id    bigint not null references site,
  part       text not null,
  from_date  date not null,
  until_date date,
  check (until_date >= from_date)
);
-- The same part at the same site cannot be held twice on one day.
create extension if not exists btree_gist;
alter table affiliation add constraint affiliation_once exclude using gist (
  person_id with =, site_id with =, part with =, daterange(from_date, until_date, '[]') with &&);
create index affiliation_site on affiliation (site_id);
