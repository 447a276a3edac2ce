-- What agents did before, as far as decisions ask for it: added up as it happens, never by looking through the requests.

-- One row for each agent, locked by whatever adds to its past or takes back from it: so decisions on requests that come at
-- the same moment see one another.
create table agent_history (
  agent_id  varchar(64) primary key,
  requests  bigint not null
);

-- What was done in one task, or in one span of time. id is the agent, a slash, and the task or span; past is JSON.
create table agent_past (
  id          varchar primary key,
  past        varchar not null,
  kept_until  timestamp(6) with time zone not null
);
create index agent_past_by_end on agent_past (kept_until);

-- The targets that an agent was let through to. id is the agent, a slash, and a hash of tool and target.
create table agent_targets (
  id          varchar(96) primary key,
  reached_at  timestamp(6) with time zone not null
);
create index agent_targets_by_time on agent_targets (reached_at);

-- What a held request added to the past, to be taken back when it ends otherwise than approved.
alter table requests add column effect varchar;

-- Agents that may name this request as their parent: a slash before and after each id. Empty: its own agent only.
alter table requests add column shared_with varchar default '' not null;

-- The labels of a task are kept with its past now.
drop table task_data;
