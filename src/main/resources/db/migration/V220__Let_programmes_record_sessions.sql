-- Our own BigBlueButton server can record. Sessions speak about people in care, so it stays off
-- until a host says for a programme that everybody agreed.
alter table echo_program add column record_sessions boolean not null default false;
