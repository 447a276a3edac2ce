-- Every policy that was ever in force, to the letter; the highest version is the one in force. Rows are never changed.
-- A document has at most 1 MiB in UTF-8, which an H2 varchar holds.
create table policy_versions (
  version       integer not null primary key,
  document      varchar not null,
  digest        varchar(71) not null,
  note          varchar(2000) not null,
  published_by  varchar(80) not null,
  published_at  timestamp(6) with time zone not null,
  constraint policy_versions_from_one check (version >= 1)
);
