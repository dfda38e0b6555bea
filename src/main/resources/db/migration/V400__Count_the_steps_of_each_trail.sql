-- The order of one record's trail is counted per record, and by whom was kept first: a number from a
-- sequence is handed out before anybody knows which of two acts at once is kept, and in which order.
-- Acts on one record wait for each other from here to their end; acts on others do not.
alter table audit_entry add column step integer;
alter table audit_entry disable trigger user;
update audit_entry e set step = o.step
  from (select id, row_number() over (partition by subject order by ordinal) as step from audit_entry) o
 where o.id = e.id;
alter table audit_entry enable trigger user;
alter table audit_entry alter column step set not null, add check (step > 0);

-- Also finds a record's trail; the index by subject and ordinal did that.
create unique index audit_entry_step on audit_entry (subject, step);
drop index audit_entry_subject;

create function count_step() returns trigger language plpgsql as $$
begin
  -- Everybody waits at the trail's first entry, which stays the same row however long the trail is.
  perform 1 from audit_entry where subject = new.subject and step = 1 for no key update;
  select coalesce(max(step), 0) + 1 into new.step from audit_entry where subject = new.subject;
  return new;
end $$;
create trigger audit_entry_counts before insert on audit_entry
  for each row execute function count_step();
