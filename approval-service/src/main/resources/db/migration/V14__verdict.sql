-- What became of an approval. The first row decides whether it was redeemed or revoked; what is spent is the request, not a
-- token. No foreign key: like the record, this outlives what it is about.
create table verdict_uses (
  request_id     uuid primary key,
  kind           varchar(8) not null,
  used_at        timestamp(6) with time zone not null,
  -- agent:…, tool:… or person:…
  used_by        varchar(80) not null,
  token_id       varchar(64),
  redemption_id  varchar(255),
  reason         varchar,
  result         varchar(16),
  result_detail  varchar,
  result_at      timestamp(6) with time zone,
  constraint verdict_uses_kind check (kind in ('REDEEMED', 'REVOKED')),
  constraint verdict_uses_result check (
    result is null or (kind = 'REDEEMED' and result in ('EXECUTED', 'FAILED', 'NOT_EXECUTED') and result_at is not null))
);

-- The keys that sign verdicts, the highest number signs. The private half is encrypted under the master key, and emptied
-- once the key is dead.
create table verdict_keys (
  number       integer primary key,
  kid          varchar(64) not null,
  public_key   varchar not null,
  private_key  varchar not null,
  created_at   timestamp(6) with time zone not null,
  -- Until then it is published after its successor came; null: it signs.
  dead_at      timestamp(6) with time zone,
  constraint verdict_keys_kid unique (kid)
);

-- Programs that execute actions, each for the tools that its patterns match, and their keys: keyed hashes, never themselves.
create table enforcement_points (
  id          varchar(64) primary key,
  tools       varchar not null,
  disabled    boolean not null,
  created_at  timestamp(6) with time zone not null
);
create table enforcement_keys (
  id          varchar(16) primary key,
  point       varchar(64) not null references enforcement_points (id),
  key_hash    varchar(64) not null,
  created_at  timestamp(6) with time zone not null,
  revoked_at  timestamp(6) with time zone
);
create index enforcement_keys_by_point on enforcement_keys (point);
