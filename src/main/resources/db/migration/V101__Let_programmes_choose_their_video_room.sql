-- Who provides a programme's video room; an address that was pasted keeps working.
alter table echo_program add column room_kind text not null default 'EXTERNAL'
  check (room_kind in ('EXTERNAL', 'JITSI', 'BIGBLUEBUTTON'));
