-- What our own jobs have seen of each request's process: the engine has no query API without a search store.
-- No foreign keys: a record may be written for a request that its own transaction has just released.

-- Which of the engine's lives a key belongs to: keys begin anew when its data is lost, so a key alone names nothing.
create table engine_epochs (
  id        integer primary key,
  epoch     integer not null,
  marker    varchar(36) not null,
  since     timestamp(6) with time zone not null
);

create table process_runs (
  request_id       uuid primary key,
  process          varchar(64) not null,
  version          integer not null,
  engine_epoch     integer not null,
  process_instance bigint not null,
  started_at       timestamp(6) with time zone not null,
  seen_at          timestamp(6) with time zone not null,
  verdicts_resent  integer not null,
  announced_at     timestamp(6) with time zone
);
create index process_runs_unannounced on process_runs (announced_at, seen_at);

create table process_steps (
  request_id       uuid not null,
  engine_epoch     integer not null,
  job_key          bigint not null,
  process_instance bigint not null,
  element          varchar(255) not null,
  began_at         timestamp(6) with time zone not null,
  ended_at         timestamp(6) with time zone,
  what             varchar(1000),
  primary key (request_id, engine_epoch, job_key)
);

-- Which channel has told which occasion, so that a repeated job tells nobody twice.
create table notices_told (
  request_id  uuid not null,
  occasion    varchar(100) not null,
  channel     varchar(64) not null,
  told_at     timestamp(6) with time zone not null,
  primary key (request_id, occasion, channel)
);

-- Work that one instance of the service does for all of them.
create table workflow_leases (
  name        varchar(64) primary key,
  holder      varchar(36) not null,
  held_until  timestamp(6) with time zone not null
);
