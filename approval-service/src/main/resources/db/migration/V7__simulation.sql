-- Logs of actions that never went through Holdpoint, kept to try policies on. In chunks of whole lines, as an H2 varchar
-- holds a million characters.
create table action_logs (
  id            uuid primary key,
  name          varchar(100) not null,
  kept_by       varchar(64) not null,
  kept_at       timestamp(6) with time zone not null,
  actions       integer not null,
  broken_lines  integer not null,
  broken        varchar not null
);

create table action_log_chunks (
  log_id  uuid not null references action_logs (id),
  number  integer not null,
  lines   varchar not null,
  primary key (log_id, number)
);

-- One row a tool, brought up to date by a scan of the requests behind a watermark, so that writing a request costs nothing more.
create table tools_seen (
  tool       varchar(200) primary key,
  requests   bigint not null,
  agents     varchar not null,
  last_seen  timestamp(6) with time zone not null,
  examples   varchar not null,
  hints      varchar not null
);

-- scanned: every request up to here is counted; claimed_until: an instance is at it, others leave it alone until then.
create table tools_seen_scan (
  id             integer primary key,
  scanned        uuid not null,
  claimed_until  timestamp(6) with time zone not null
);
insert into tools_seen_scan (id, scanned, claimed_until)
values (1, '00000000-0000-0000-0000-000000000000', timestamp with time zone '2000-01-01 00:00:00+00');
