-- What people search tasks by, in lower case: id, agents, owner, purpose, allowed tools.
alter table tasks add column words varchar default '' not null;
update tasks set words = lower(id || ' ' || agent_id || ' ' || owner_id || ' ' || terms);
create index tasks_by_end on tasks (ended_at, id);
