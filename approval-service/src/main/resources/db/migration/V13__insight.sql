-- When a reviewer was first shown a request, and how much there was to read, for the speed of decisions.
create table request_shown (
  request_id  uuid not null,
  person_id   varchar(64) not null,
  shown_at    timestamp(6) with time zone not null,
  characters  integer not null,
  primary key (request_id, person_id)
);

-- Narrow copies for the dashboard, brought up to date by a scan behind watermarks, so that writing a request costs nothing more.
-- An empty rule is the default tier.
create table insight_hours (
  hour_at   timestamp(6) with time zone not null,
  tier      varchar not null,
  rule      varchar not null,
  agent_id  varchar(64) not null,
  released  bigint not null,
  refused   bigint not null,
  held      bigint not null,
  primary key (hour_at, tier, rule, agent_id)
);

-- Each held request that has ended.
create table insight_ended (
  request_id  uuid primary key,
  tier        varchar not null,
  rule        varchar not null,
  agent_id    varchar(64) not null,
  outcome     varchar(10) not null,
  by_people   boolean not null,
  decided_at  timestamp(6) with time zone not null,
  waited_ms   bigint not null
);
create index insight_ended_by_time on insight_ended (decided_at);

create table insight_reviews (
  review_id    bigint primary key,
  person_id    varchar(64) not null,
  tier         varchar not null,
  approved     boolean not null,
  reviewed_at  timestamp(6) with time zone not null,
  -- Null: not known when it was shown.
  took_ms      bigint,
  characters   integer
);
create index insight_reviews_by_time on insight_reviews (reviewed_at);

-- claimed_until: an instance is at it, others leave it alone until then. checks_every: 0 plants none.
create table insight_state (
  id             integer primary key,
  requests       uuid not null,
  changes        timestamp(6) with time zone not null,
  reviews        bigint not null,
  claimed_until  timestamp(6) with time zone not null,
  checks_every   integer not null
);
insert into insight_state (id, requests, changes, reviews, claimed_until, checks_every)
values (1, '00000000-0000-0000-0000-000000000000', timestamp with time zone '2000-01-01 00:00:00+00', 0,
  timestamp with time zone '2000-01-01 00:00:00+00', 0);

-- Planted checks are no requests: nothing of the ledger knows them, so nothing can release, redeem or count them. What one looks
-- like is taken from a request that the same person reviewed before.
create table planted_checks (
  id            uuid primary key,
  person_id     varchar(64) not null,
  like_request  uuid not null,
  planted_at    timestamp(6) with time zone not null,
  expires_at    timestamp(6) with time zone not null,
  answered_at   timestamp(6) with time zone,
  approved      boolean,
  reason        varchar,
  constraint planted_checks_answer check ((answered_at is null) = (approved is null) and (answered_at is null) = (reason is null))
);
create index planted_checks_by_person on planted_checks (person_id, planted_at);
