-- People's passkeys. credential is what the authenticator made known when it was registered: its kind, the credential's id and
-- its public key (CBOR); nothing in it is secret. sign_count is the highest that was seen.
create table passkeys (
  id varchar(16) primary key,
  person varchar(64) not null references people (id),
  credential_id varchar(1400) not null unique,
  credential bytea not null,
  name varchar(60) not null,
  sign_count bigint not null,
  backup_eligible boolean not null,
  created_at timestamp(6) with time zone not null,
  last_used_at timestamp(6) with time zone
);
create index passkeys_person on passkeys (person);

-- Challenges that are out, each for one purpose of one person in one session. Who uses one deletes it.
create table passkey_challenges (
  challenge varchar(64) primary key,
  person varchar(64) not null,
  session_hash varchar(64) not null,
  purpose varchar(16) not null,
  expires_at timestamp(6) with time zone not null
);
create index passkey_challenges_person on passkey_challenges (person);
create index passkey_challenges_end on passkey_challenges (expires_at);
