-- A session that is moved is asked for anew: the revision in which the present start was told first,
-- and when. A yes that was given to a whole series before that is none for the moved session.
alter table invitation add column asked_sequence integer;
alter table invitation add column moved_at timestamptz;
update invitation set asked_sequence = sequence;
alter table invitation alter column asked_sequence set not null;
update invitation i
   set moved_at = (select max(m.created_at) from outbox_mail m
                    where m.mail_key = 'echo-session-' || i.session_id || '/' || i.person_id || '/' || i.sequence)
 where i.sequence > 0;
-- Answers by link and by mail are compared by when they were given.
update invitation set answer_stamp = answered_at where answer is not null and answer_stamp is null;

-- What else an answer says: where it counts only in part or proposes another time, and the sender's
-- own words.
alter table calendar_reply add column note text;
alter table calendar_reply add column comment text;
alter table coaching_booking_reply add column note text;
alter table coaching_booking_reply add column comment text;
alter table coaching_booking add column moved_at timestamptz;
