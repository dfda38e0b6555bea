-- What a site counted in a study month (or phase). One report per site and month; a measure that is
-- absent from "measured" is blank, which is not the same as 0. Numbers lie in one JSON object because
-- the study file, not the table, says what is counted.
create sequence site_report_seq increment by 50;
create table site_report (
  id               bigint primary key,
  study_id         bigint not null references study,
  site_id          bigint not null references site,
  study_version_id bigint not null references study_version,
  study_month      integer not null,
  period_from      date not null,
  period_to        date not null,
  state            text not null check (state in ('DRAFT', 'SUBMITTED', 'LOCKED')),
  measured         jsonb not null check (jsonb_typeof(measured) = 'object'),
  worded           jsonb not null check (jsonb_typeof(worded) = 'object'),
  warning_note     text,
  submitted_at     timestamptz,
  submitted_by     text,
  locked_at        timestamptz,
  locked_by        text,
  unlocked_at      timestamptz,
  changed_at       timestamptz not null,
  changed_by       text not null,
  version          integer not null,
  unique (study_id, site_id, study_month),
  check (period_to >= period_from),
  check (state = 'DRAFT' or (submitted_at is not null and submitted_by is not null)),
  check (state <> 'LOCKED' or (locked_at is not null and locked_by is not null))
);
create index site_report_site on site_report (site_id);

-- Records of a trial are amended, never erased.
create trigger site_report_is_kept before delete or truncate on site_report
  for each statement execute function refuse_change();
