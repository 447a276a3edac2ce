-- What a held request that ended was like, kept with its narrow copy: so requests that are alike are found without looking
-- through the wide ones. place: a hash of system, environment and the kind of resource. shape: a hash of the names of its
-- arguments; empty where they were too long to be looked at.
alter table insight_ended add column tool varchar default '' not null;
alter table insight_ended add column place varchar(44) default '' not null;
alter table insight_ended add column shape varchar(44) default '' not null;
create index insight_ended_by_tool on insight_ended (tool, decided_at);

-- One agent's record, whatever number of requests it made.
create index insight_ended_by_agent on insight_ended (agent_id, decided_at);
create index insight_hours_by_agent on insight_hours (agent_id, hour_at);
create index tasks_by_agents_end on tasks (agent_id, ended_at);
