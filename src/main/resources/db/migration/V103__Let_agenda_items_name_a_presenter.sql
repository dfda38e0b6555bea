-- Who speaks in a stretch of the agenda; the talk's presenter stays with the session.
alter table echo_session_agenda add column presenter text;
