-- A session that was closed by mistake went on in its video room. The roll-call taken afterwards
-- says so by its minutes; until when follows from the roll-calls and is kept for lists and shares.
alter table echo_session add column went_on_until timestamptz;
