-- How often the arguments had been changed at the last look: once more means that groups may be
-- awaited of whom no process knows.
alter table approvals_seen add column changes integer default 0 not null;
