-- An activity is put right in place, with a reason in the trail, instead of being withdrawn and logged anew.
alter table activity add column amended_at timestamptz, add column amended_by text;
alter table activity add check ((amended_at is null) = (amended_by is null));
-- Staffing is a strategy too (a nurse care manager, a consult team): what of a full time was put in place.
alter table activity add column full_time_equivalent numeric(5, 2) check (full_time_equivalent > 0);
