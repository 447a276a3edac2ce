-- The Idempotency-Key under which its agent opened a task, if any: the same again is the same task.
alter table tasks add column opened_key varchar(255);
create unique index tasks_by_key on tasks (agent_id, opened_key);
