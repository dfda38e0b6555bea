-- The last word on where a unit is holds from its day on: what was foreseen for that day or later and
-- said before holds no more. Placements of old keep the meaning that they had, so that who was
-- expected in the past stays known.
alter table echo_cohort_place add column replaces_later boolean not null default false;
