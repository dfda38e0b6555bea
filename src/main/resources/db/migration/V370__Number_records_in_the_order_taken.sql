-- Keys come in blocks of fifty per instance of the service, so of two records the newer one may have
-- the smaller key. One counter for all records says in which order the database took them. Records
-- from before are put in the order of the time that they carry, then of their keys.
create sequence record_ordinal;

do $$
declare
  known record;
  most bigint := 0;
  here bigint;
begin
  for known in
    select * from (values
      ('activity', 'logged_at'), ('affiliation', null), ('allocation', 'allocated_at'),
      ('attendance', null), ('attendance_interval', 'recorded_at'), ('audit_entry', 'occurred_at'),
      ('calendar_feed', null), ('calendar_reply', 'received_at'), ('change_project', 'logged_at'),
      ('coaching_booking', 'booked_at'), ('coaching_booking_reply', 'received_at'),
      ('coaching_contact', 'logged_at'), ('coaching_private_note', 'written_at'),
      ('coaching_slot', 'offered_at'), ('contamination_flag', 'raised_at'),
      ('contamination_note', 'written_at'), ('data_export', 'exported_at'), ('dose_entry', 'posted_at'),
      ('dose_plan', 'made_at'), ('echo_cohort_place', 'placed_at'), ('echo_program', null),
      ('echo_session', null), ('enrolment', 'enrolled_on'), ('invitation', null),
      ('invitation_series', null), ('join_revision', null), ('live_question', 'asked_at'),
      ('nudge_stop', null), ('outbox_mail', 'created_at'), ('participant_match', 'decided_at'),
      ('pdsa_cycle', null), ('person', null), ('reminder_stop', null), ('room_event', 'received_at'),
      ('session_material', 'added_at'), ('site', null), ('site_report', null), ('study', null),
      ('study_version', 'loaded_at'), ('walk_through', 'logged_at')
    ) as t (name, taken)
  loop
    execute format('alter table %I add column ordinal bigint', known.name);
    -- Many of these tables refuse changes; giving an old record its place changes nothing that it says.
    execute format('alter table %I disable trigger user', known.name);
    execute format(
      'update %1$I t set ordinal = o.place
         from (select id, row_number() over (order by %2$s id) as place from %1$I) o where o.id = t.id',
      known.name, case when known.taken is null then '' else quote_ident(known.taken) || ', ' end);
    get diagnostics here = row_count;
    execute format('alter table %I enable trigger user', known.name);
    execute format(
      'alter table %I alter column ordinal set default nextval(''record_ordinal''),
                      alter column ordinal set not null', known.name);
    most := greatest(most, here);
  end loop;
  perform setval('record_ordinal', most + 1);
end $$;

-- The last entry of a record's trail is asked for whenever two people meet.
drop index audit_entry_subject;
create index audit_entry_subject on audit_entry (subject, ordinal);
