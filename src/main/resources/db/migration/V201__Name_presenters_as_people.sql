-- Who speaks, where it is somebody known here: two people of one name are then told apart, and one
-- person under two spellings is not. Presenters from outside stay names.
alter table echo_session add column didactic_presenter_id bigint references person;
alter table echo_session_agenda add column presenter_id bigint references person;
