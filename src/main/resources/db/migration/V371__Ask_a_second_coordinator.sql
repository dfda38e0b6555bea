-- Whether somebody ever came in by their own account: from then on nobody else may set its password.
alter table person add column signed_in_at timestamptz;
update person p set signed_in_at = coalesce(
    (select min(a.occurred_at) from audit_entry a where a.person_email = p.email), now())
 where exists (select 1 from audit_entry a where a.person_email = p.email)
    -- A record that no invitation made was made by the first visit.
    or not exists (select 1 from audit_entry a
                    where a.subject = 'person:' || p.email and a.act = 'person.invited');

-- What one coordinator asks for against another, and a second has to confirm. Never removed.
create sequence access_request_seq increment by 50;
create table access_request (
  id         bigint primary key,
  ordinal    bigint not null default nextval('record_ordinal'),
  person_id  bigint not null references person,
  act        text not null check (act in ('END', 'RESET', 'DEMOTE')),
  reason     text not null,
  asked_by   text not null,
  asked_at   timestamptz not null,
  settled_by text,
  settled_at timestamptz,
  confirmed  boolean,
  version    integer not null,
  check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (confirmed is null)),
  check (confirmed is not true or settled_by <> asked_by)
);
create index access_request_person on access_request (person_id);
create unique index access_request_open on access_request (person_id, act) where settled_at is null;
