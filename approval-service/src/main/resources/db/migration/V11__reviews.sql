-- Processes of one's own. A version is never changed; a process that is removed may come again, with the next version.
create table own_processes (
  name         varchar(64) not null,
  version      integer not null,
  title        varchar not null,
  model        varchar not null,
  deployed_by  varchar(64) not null,
  deployed_at  timestamp(6) with time zone not null,
  removed_at   timestamp(6) with time zone,
  primary key (name, version)
);

-- One row, locked by whoever deploys or removes one.
create table own_process_lock (
  id  integer primary key
);
insert into own_process_lock (id) values (1);
