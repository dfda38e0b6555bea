-- Two coordinators with one part open: the second to end it is told what the first one did.
alter table affiliation add column version integer not null default 0;
