-- Where webhooks are posted to. The secrets are encrypted under the master key.
create table webhooks (
  name            varchar(64) primary key,
  -- Its path may be a secret of the receiver's; it stands in no log and no record.
  url             varchar(1000) not null,
  secret_sealed   varchar(500) not null,
  -- Signs along until then, while receivers learn the new one; both or none.
  old_sealed      varchar(500),
  old_until       timestamp(6) with time zone,
  changed_by      varchar(64) not null,
  changed_at      timestamp(6) with time zone not null
);

-- A person may be told through an endpoint of their own; set by an administrator.
alter table notice_wishes add column webhook varchar(64);

-- How many places of a request that waits were filled when it was last looked at: fewer than
-- before means that groups have to be asked anew.
create table approvals_seen (
  request_id      uuid primary key,
  given           integer not null
);
