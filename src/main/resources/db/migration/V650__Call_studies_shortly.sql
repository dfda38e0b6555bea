-- What a study is called where there is little room, as in the version in force of its file.
alter table study add column short_title text;
