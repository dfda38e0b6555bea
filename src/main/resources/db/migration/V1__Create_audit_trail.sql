-- Who did what, when, before, after and why. Written once: the trigger refuses any change, because
-- a trail that can be edited proves nothing.
create sequence audit_entry_seq increment by 50;
create table audit_entry (
  id           bigint primary key,
  occurred_at  timestamptz not null,
  person_email text not null,
  act          text not null,
  subject      text not null,
  site_id      bigint,
  state_before jsonb,
  state_after  jsonb,
  reason       text
);
create index audit_entry_subject on audit_entry (subject);
create index audit_entry_occurred_at on audit_entry (occurred_at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name;
end $$;
create trigger audit_entry_is_final before update or delete or truncate on audit_entry
  for each statement execute function refuse_change();
