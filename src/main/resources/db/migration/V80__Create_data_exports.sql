-- Who took data out, when and which files: written once, because a log that can be edited proves
-- nothing. The hashes tell later whether a file at hand is the one that was taken.
create sequence data_export_seq increment by 50;
create table data_export (
  id               bigint primary key,
  study_id         bigint not null references study,
  study_version_id bigint not null references study_version,
  exported_at      timestamptz not null,
  exported_by      text not null,
  blinded          boolean not null,
  files            jsonb not null check (jsonb_typeof(files) = 'array')
);
create index data_export_study on data_export (study_id);
create trigger data_export_is_final before update or delete or truncate on data_export
  for each statement execute function refuse_change();
