-- The UID of an event ends with a domain of ours (RFC 7986, section 5.3), so that two installations
-- cannot name two events alike. A name never changes: what was told as "@reachline" stays so, and a
-- later change of the sender's address touches no event that somebody's calendar knows.
alter table invitation add column uid_domain text not null default 'reachline';
alter table invitation alter column uid_domain drop default;
alter table invitation_series add column uid_domain text not null default 'reachline';
alter table invitation_series alter column uid_domain drop default;
alter table coaching_booking add column uid_domain text not null default 'reachline';
alter table coaching_booking alter column uid_domain drop default;
