-- Which Slack user acts as which person: team id and user id, never a name or a mail address.
create table slack_links (
  team varchar(32) not null,
  slack_user varchar(32) not null,
  person varchar(64) not null references people (id),
  linked_by varchar(64) not null,
  linked_at timestamp(6) with time zone not null,
  primary key (team, slack_user)
);
create index slack_links_person on slack_links (person);

-- What may be taken once, by whichever instance: signatures, clicks, forms. Forgotten after its time.
create table seen_once (
  purpose varchar(40) not null,
  token varchar(200) not null,
  until_at timestamp(6) with time zone not null,
  primary key (purpose, token)
);
create index seen_once_until on seen_once (until_at);
