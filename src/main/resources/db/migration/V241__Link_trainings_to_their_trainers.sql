-- A generation follows from the training that trained the trainers, so that is what is kept; and staff may leave.
alter table activity add column trained_by_id bigint references activity check (trained_by_id <> id);
alter table activity add check (trained_by_id is null or generation > 1);
create index activity_trained_by on activity (trained_by_id) where trained_by_id is not null;
alter table activity add column placed_until date;
alter table activity add check (placed_until is null or (full_time_equivalent is not null and placed_until >= held_on));
