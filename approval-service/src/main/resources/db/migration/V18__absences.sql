-- Who stands in for whom, from when to when, in the name of which groups. Rows stay: they tell why a review counted.
create table absences (
  id           uuid primary key,
  person_id    varchar(64) not null,
  delegate_id  varchar(64) not null,
  group_names  varchar(2200) not null,
  from_at      timestamp(6) with time zone not null,
  to_at        timestamp(6) with time zone not null,
  planned_by   varchar(64) not null,
  planned_at   timestamp(6) with time zone not null,
  ended_by     varchar(64),
  ended_at     timestamp(6) with time zone,
  constraint absences_to_another check (person_id <> delegate_id),
  constraint absences_in_order check (from_at < to_at)
);
create index absences_by_person on absences (person_id, to_at);
create index absences_by_delegate on absences (delegate_id, to_at);

-- One row, locked by whoever plans one, so that two at once do not overlap.
create table absence_lock (
  id  integer primary key
);
insert into absence_lock (id) values (1);

-- When an agent was disabled last: what was approved up to then has ended, and enabling it does not bring that back.
create table agent_ends (
  agent_id  varchar(64) primary key,
  ended_at  timestamp(6) with time zone not null
);

-- Whose right it was, when its author stood in for somebody. Nobody's right is used twice for one request.
alter table reviews add column stood_in_for varchar(64);
alter table reviews add constraint reviews_one_stand_in unique (request_id, stood_in_for, voided_by_change);
