-- What people read before or during a session: links, and files kept here so that no other service
-- has to be reached from behind a firewall. Withdrawn with a reason, never deleted.
create sequence session_material_seq increment by 50;
create table session_material (
  id               bigint primary key,
  session_id       bigint not null references echo_session,
  title            text not null,
  url              text,
  file_name        text,
  content_type     text,
  bytes            integer check (bytes between 1 and 8388608),
  added_by         bigint not null references person,
  added_at         timestamptz not null,
  withdrawn_by     bigint references person,
  withdrawn_at     timestamptz,
  withdrawn_reason text,
  check ((url is null) <> (file_name is null)),
  check ((file_name is null) = (content_type is null)),
  check ((file_name is null) = (bytes is null)),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index session_material_session on session_material (session_id);
-- Apart from the row that lists read.
create table session_material_file (
  material_id bigint primary key references session_material,
  content     bytea not null check (octet_length(content) between 1 and 8388608)
);
