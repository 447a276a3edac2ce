-- Reviewers may change the arguments of what is held. changed is JSON: who, when, why, and what the agent had posted.
alter table requests add column changed varchar;

-- Every change, the arguments that it replaced among it (their secrets masked, and in from_sealed); append-only. number counts from 1 within the request.
create table request_changes (
  request_id      uuid not null references requests (id),
  number          integer not null,
  person_id       varchar(64) not null,
  reason          varchar not null,
  changed_at      timestamp(6) with time zone not null,
  from_arguments  varchar not null,
  from_sealed     varchar,
  from_digest     varchar(71) not null,
  to_digest       varchar(71) not null,
  primary key (request_id, number)
);

-- A review is void from the change on that replaced the arguments it was for; 0: it counts. It stays in the record, and its
-- author may review the new arguments.
alter table reviews add column voided_by_change integer default 0 not null;
alter table reviews drop constraint reviews_once_per_person;
alter table reviews add constraint reviews_once_per_person unique (request_id, person_id, voided_by_change);
