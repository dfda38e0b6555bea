-- Projects and walk-throughs stand on what every kept record shares: who put them right last, and when.
alter table change_project add column amended_at timestamptz, add column amended_by text;
alter table change_project add check ((amended_at is null) = (amended_by is null));
alter table walk_through add column amended_at timestamptz, add column amended_by text;
-- What was felt that day was felt: a walk-through is withdrawn and written anew.
alter table walk_through add check (amended_at is null and amended_by is null);
