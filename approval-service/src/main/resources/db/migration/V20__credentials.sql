-- From which networks a key may be used, parted by blanks; empty: from anywhere.
alter table agent_keys add column networks varchar(2200) default '' not null;

-- Where each agent was seen, by network: the 64 that were seen last. last_address is of the last call from there.
create table agent_places (
  agent varchar(64) not null,
  network varchar(64) not null,
  last_address varchar(64) not null,
  first_key varchar(100) not null,
  first_seen_at timestamp(6) with time zone not null,
  last_seen_at timestamp(6) with time zone not null,
  primary key (agent, network)
);

-- Whose tokens agents may come with. keys_at is null where the keys are found by discovery; algorithms are parted by blanks.
create table token_issuers (
  id varchar(64) primary key,
  issuer varchar(500) not null unique,
  keys_at varchar(500),
  audience varchar(300) not null,
  algorithms varchar(200) not null,
  profile varchar(16) not null,
  max_lifetime_seconds integer not null,
  disabled boolean not null,
  created_at timestamp(6) with time zone not null
);

-- Which agent a subject of an issuer is; nobody else is any.
create table token_subjects (
  issuer varchar(64) not null references token_issuers (id),
  subject varchar(500) not null,
  agent varchar(64) not null references agents (id),
  created_at timestamp(6) with time zone not null,
  primary key (issuer, subject)
);

-- The subject for which the agent acted, as its token said; empty when it acted for itself.
alter table requests add column on_behalf_of varchar(500) default '' not null;

-- Who signs in elsewhere: issuer and subject are the person, whatever mail or name they have. A mail that the issuer
-- verified is kept so that nobody becomes two people.
create table person_sign_ins (
  issuer varchar(500) not null,
  subject varchar(500) not null,
  person varchar(64) not null unique references people (id),
  verified_mail varchar(254),
  created_at timestamp(6) with time zone not null,
  last_at timestamp(6) with time zone,
  primary key (issuer, subject)
);
create index person_sign_ins_mail on person_sign_ins (verified_mail);
