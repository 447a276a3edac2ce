-- One row, locked by whatever must not happen twice at once: the first start, changes of who is admin.
-- key_check tells a wrong master key from the right one; seeded_at is when the first accounts were made.
create table identity_state (
  id integer primary key,
  key_check varchar(64),
  seeded_at timestamp(6) with time zone
);
insert into identity_state (id) values (1);

-- epoch rises whenever sessions and remembered credentials of the person must end.
create table people (
  id varchar(64) primary key,
  display_name varchar(100) not null,
  password_hash varchar(200) not null,
  epoch bigint not null,
  roles varchar(100) not null,
  group_names varchar(2200) not null,
  disabled boolean not null,
  created_at timestamp(6) with time zone not null
);

create table agents (
  id varchar(64) primary key,
  owner varchar(64) not null references people (id),
  labels varchar(2200) not null,
  environments varchar(2200) not null,
  disabled boolean not null,
  created_at timestamp(6) with time zone not null
);
create index agents_owner on agents (owner);

-- key_hash is a keyed hash of the whole credential; the credential itself is stored nowhere.
create table agent_keys (
  id varchar(16) primary key,
  agent varchar(64) not null references agents (id),
  key_hash varchar(64) not null,
  created_at timestamp(6) with time zone not null,
  expires_at timestamp(6) with time zone,
  revoked_at timestamp(6) with time zone,
  last_used_at timestamp(6) with time zone
);
create index agent_keys_agent on agent_keys (agent);

-- slot is a keyed hash of what is counted (an account as typed and an address), so that nothing typed is kept.
create table sign_in_failures (
  slot varchar(64) primary key,
  failures integer not null,
  blocked_until timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null
);
create index sign_in_failures_updated on sign_in_failures (updated_at);

-- The tables of Spring Session.
create table spring_session (
  primary_id char(36) primary key,
  session_id char(36) not null,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);
create unique index spring_session_ix1 on spring_session (session_id);
create index spring_session_ix2 on spring_session (expiry_time);
create index spring_session_ix3 on spring_session (principal_name);

create table spring_session_attributes (
  session_primary_id char(36) not null references spring_session (primary_id) on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);
