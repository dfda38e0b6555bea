-- Like every other record: see V370.
alter table report_columns add column ordinal bigint not null default nextval('record_ordinal');
