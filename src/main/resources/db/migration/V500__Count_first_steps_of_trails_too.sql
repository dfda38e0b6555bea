-- Acts on one record waited for each other at its trail's first entry. Where there was none yet, as on
-- a record from before the trail, two acts at once both became the first, and one of them was refused.
-- Whoever begins a trail says so here first, where the other waits.
create table trail_begun (subject text primary key);

create or replace function count_step() returns trigger language plpgsql as $$
begin
  -- Everybody waits at the trail's first entry, which stays the same row however long the trail is.
  perform 1 from audit_entry where subject = new.subject and step = 1 for no key update;
  if not found then
    insert into trail_begun (subject) values (new.subject) on conflict do nothing;
    -- There is a first entry now, if the other's act was kept.
    perform 1 from audit_entry where subject = new.subject and step = 1 for no key update;
  end if;
  select coalesce(max(step), 0) + 1 into new.step from audit_entry where subject = new.subject;
  return new;
end $$;
