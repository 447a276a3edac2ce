-- Secrets in what agents send. Every other column of a request has a mask in their place.

-- Where something is masked, as a JSON list of pointers; null where nothing is.
alter table requests add column masked varchar;

-- What was posted, encrypted with a key that is not in the database; null where nothing is masked.
alter table requests add column sealed varchar;

-- The chain of the record. A row of audit_events gets its place in it once it is committed; both are never changed. What
-- people search by is repeated here, so that writing a request costs no more: these indexes are filled behind it.
create table audit_chain (
  place            bigint primary key,
  sequence         bigint not null unique,
  hash             varchar(64) not null,
  at               timestamp(6) with time zone not null,
  event            varchar(64) not null,
  request_id       uuid,
  agent_id         varchar(200),
  task             varchar(200),
  tool             varchar(200),
  target_system    varchar(200),
  target_resource  varchar(200)
);
create index audit_chain_by_event on audit_chain (event, place);
create index audit_chain_by_request on audit_chain (request_id, place);
create index audit_chain_by_task on audit_chain (task, place);
create index audit_chain_by_tool on audit_chain (tool, place);
create index audit_chain_by_system on audit_chain (target_system, place);
create index audit_chain_by_resource on audit_chain (target_resource, place);

-- People, agents and labels of data: a record may have several.
create table audit_terms (
  term   varchar(200) not null,
  place  bigint not null,
  primary key (term, place)
);

-- How far the chain had come, signed.
create table audit_heads (
  place      bigint primary key,
  hash       varchar(64) not null,
  at         timestamp(6) with time zone not null,
  key_id     varchar(16) not null,
  signature  varchar(100) not null
);
create index audit_heads_by_time on audit_heads (at);

-- Numbers of audit_events that were passed over: their transactions may still commit.
create table audit_gaps (
  low    bigint primary key,
  high   bigint not null,
  since  timestamp(6) with time zone not null
);

-- The key that signs heads; the private part encrypted with a key that is not in the database.
create table audit_keys (
  id           varchar(16) primary key,
  public_key   varchar(200) not null,
  private_key  varchar(400) not null,
  created_at   timestamp(6) with time zone not null
);

-- One row: the end of the chain, and which instance seals.
create table audit_state (
  id            integer primary key,
  chain         varchar(36) not null,
  holder        varchar(36) not null,
  held_until    timestamp(6) with time zone not null,
  place         bigint not null,
  hash          varchar(64) not null,
  high          bigint not null,
  pruned_place  bigint not null,
  pruned_hash   varchar(64) not null
);
