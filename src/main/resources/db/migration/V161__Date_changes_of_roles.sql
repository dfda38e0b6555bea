-- A token is issued before or after a change of roles; only a later one may correct the record.
alter table person add column roles_changed_at timestamptz;
-- Lists of people are searched by name, mail address and site among thousands.
create index person_by_name on person (name, email);
