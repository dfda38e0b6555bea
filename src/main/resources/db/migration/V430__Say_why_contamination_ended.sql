-- A flag that no longer holds may never have been so, or may have been so until its unit left the
-- study: a statistician counts the second and not the first. The note of then tells which it was.
alter table contamination_state add column ended_because text
  check (ended_because in ('EVIDENCE_GONE', 'UNIT_LEFT'));
alter table contamination_state disable trigger contamination_state_is_final;
update contamination_state s
   set ended_because = case
         when exists (select 1 from contamination_note n
                       where n.flag_id = s.flag_id and n.written_by = 'system'
                         and n.text like 'The unit left the study;%'
                         and n.written_at between s.since_at - interval '1 minute'
                                              and s.since_at + interval '1 minute')
         then 'UNIT_LEFT' else 'EVIDENCE_GONE' end
 where not holds;
alter table contamination_state enable trigger contamination_state_is_final;
alter table contamination_state add check (holds = (ended_because is null));
