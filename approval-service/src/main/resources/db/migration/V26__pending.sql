-- How many requests of an agent wait for people: counted under the lock of its row, so that its limit holds however many
-- come at the same moment.
alter table agent_history add column pending bigint default 0 not null;
update agent_history set pending =
  (select count(*) from requests r where r.agent_id = agent_history.agent_id and r.status = 'PENDING');
