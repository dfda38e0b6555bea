-- A place that takes part. Its code is what lists and files use.
create sequence site_seq increment by 50;
create table site (
  id            bigint primary key,
  code          text not null,
  name          text not null,
  type          text not null,
  size          integer check (size >= 0),
  size_unit     text,
  state         text not null,
  zone          text not null,
  partner_of_id bigint references site,
  version       integer not null,
  check (partner_of_id <> id)
);
create unique index site_code on site (upper(code));
create index site_partner_of on site (partner_of_id);
