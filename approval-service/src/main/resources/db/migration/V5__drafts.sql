-- The one draft that all admins share: one row, which whoever changes, publishes or rolls back locks first. document is
-- null while nobody has begun a draft. revision rises with everything that is done to it, also with its end, so that no
-- revision is ever seen twice. A document has at most 1 MiB in UTF-8, which an H2 varchar holds.
create table policy_draft (
  id              integer primary key,
  revision        bigint not null,
  base            integer,
  document        varchar,
  begun_revision  bigint,
  begun_at        timestamp(6) with time zone,
  constraint policy_draft_one check (id = 1),
  constraint policy_draft_whole check (
    (document is null and base is null and begun_revision is null and begun_at is null)
    or (document is not null and base is not null and begun_revision is not null and begun_at is not null))
);
insert into policy_draft (id, revision) values (1, 0);

-- Who changed what: all of the draft at hand, for its authors are asked for when it is published. document is the text
-- that the change led to, for the difference that a stale writer is shown; only the last hundred are kept.
create table policy_draft_edits (
  revision  bigint primary key,
  at        timestamp(6) with time zone not null,
  person    varchar(64) not null,
  what      varchar(1000) not null,
  document  varchar
);

-- How often the condition of a rule failed on a request, by day. The condition is told by its digest: one that was mended
-- begins anew.
create table rule_failures (
  rule              varchar(500) not null,
  condition_digest  varchar(71) not null,
  on_day            date not null,
  failures          bigint not null,
  last_at           timestamp(6) with time zone not null,
  last_error        varchar not null,
  primary key (rule, condition_digest, on_day)
);
