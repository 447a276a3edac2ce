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
