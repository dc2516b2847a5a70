-- The corridor's tables. Each is owned by the room named above it; other rooms ask that room, or
-- read one of the two views at the end. Instants are business time and always parameters; the
-- database's own clock is used for leases only.

-- customer --------------------------------------------------------------------------------------

create table customer (
  id      text primary key,
  hash    bigint not null,           -- 64 bits of SHA-256 of the id: key ranges and advisory locks
  seq     bigint not null,           -- the last sequence number taken; moves under the lock
  version int    not null,
  profile jsonb  not null            -- the record as the company last gave it
) with (fillfactor = 80);            -- seq moves with every event: leave room to update in place

-- Every profile there ever was, so that an answer about last month is last month's truth.
create table customer_version (
  customer text not null,
  seq      bigint not null,
  at       timestamptz not null,
  source   text not null,
  profile  jsonb not null,
  primary key (customer, seq)
);

-- Every yes and no, dated; the one with the highest seq counts.
create table consent (
  customer text not null,
  purpose  text not null,
  seq      bigint not null,
  granted  boolean not null,
  at       timestamptz not null,
  source   text not null,
  primary key (customer, purpose, seq)
);

-- Never contact: by keyed hash, so that it survives the erasure of the person.
create table suppression (
  hash    bytea not null,
  channel text not null,             -- email, sms, call, or any
  reason  text not null,
  at      timestamptz not null,
  source  text not null,
  primary key (hash, channel)
);

-- Made once per installation: a name for its Message-IDs, and the key of those hashes.
create table installation (
  one             boolean primary key default true check (one),
  name            text not null default substr(md5(gen_random_uuid()::text), 1, 8),
  suppression_key uuid not null default gen_random_uuid()
);
insert into installation default values;

-- What a customer depends on, and since when: audiences are read as of an instant.
create table customer_scope (
  scope    text not null,
  hash     bigint not null,
  customer text not null,
  added    timestamptz not null,
  removed  timestamptz not null default 'infinity',
  primary key (scope, hash, customer, added)
);
create index customer_scope_of_customer on customer_scope (customer) where removed = 'infinity';

create table event (
  source      text not null,
  id          text not null,
  type        text not null,
  customer    text,
  incident    text,
  time        timestamptz not null,
  received    timestamptz not null,
  fingerprint text not null,
  data        jsonb,                 -- null for customer.updated: the profile is in customer_version
  seq         bigint,
  outcome     text not null,         -- decided, no_listener, stale, waiting, parked, sweep
  detail      text,
  primary key (source, id)
);
create index event_of_customer on event (customer, type, time desc) where customer is not null;
create index event_of_incident on event (incident, time) where incident is not null;
create index event_waiting on event (customer) where outcome = 'waiting';
create index event_parked on event (received) where outcome = 'parked';

-- incident --------------------------------------------------------------------------------------

create table incident (
  id          text primary key,
  service     text not null,
  cause       text,
  planned     boolean not null,
  status      text not null,         -- open, restored, cancelled
  status_time timestamptz not null,  -- the event time of the last change of status
  episode     int not null,
  version     bigint not null,
  eta         timestamptz,
  eta_time    timestamptz not null,  -- the event time of the last estimate
  opened_at   timestamptz not null,
  told_eta    timestamptz,           -- the estimate of the last stage that was announced
  told_at     timestamptz,           -- when that stage's sweep began
  eta_updates int not null,
  ended       boolean not null        -- whether the sweep that tells its end has begun
);

create table incident_scope (
  scope    text not null,
  incident text not null,
  open     boolean not null,         -- true until the telling of its end begins (incident.ended)
  primary key (scope, incident)
);
create index incident_scope_open on incident_scope (scope) where open;
create index incident_scope_of on incident_scope (incident);

-- The incident's own history, one row a change.
create table incident_update (
  incident text not null,
  version  bigint not null,
  at       timestamptz not null,
  source   text not null,
  event    text not null,
  what     text not null,
  status   text not null,
  episode  int not null,
  eta      timestamptz,
  primary key (incident, version)
);

-- One stage told to everybody it concerns. A sweep serves one version of its incident.
create table sweep (
  id       bigint generated always as identity primary key,
  incident text not null,
  episode  int not null,
  stage    text not null,            -- opened, eta.N, restored, cancelled; eta while only planned
  version  bigint not null,
  source   text not null,            -- the event that caused it
  event    text not null,
  scopes   text[] not null,          -- whose customers are the audience
  at       timestamptz not null,     -- the audience is as of this instant
  due      timestamptz not null,
  state    text not null             -- planned, running, done, superseded
);
create index sweep_planned on sweep (due) where state = 'planned';
create index sweep_running on sweep (id) where state = 'running';
create index sweep_of on sweep (incident, episode);

create table sweep_range (
  sweep    bigint not null,
  n        int not null,
  hash     bigint not null,          -- the cursor: everything up to (hash, customer) is decided
  customer text not null,
  upto     bigint not null,          -- the last hash of the range
  done     boolean not null,
  decided  bigint not null default 0,
  primary key (sweep, n)
);
-- The range that has come least far is the first entry, however many sweeps are under way.
create index sweep_range_next on sweep_range (decided, sweep, n) where not done;

-- decide ----------------------------------------------------------------------------------------

-- Immutable and content-addressed: what the rules folder held when it was published.
create table revision (
  hash    text primary key,
  files   jsonb not null,
  read_at timestamptz not null
);
create table published (
  one      boolean primary key default true check (one),
  revision text not null references revision,
  parent   text,
  at       timestamptz not null
);

-- Why and why not, for every accepted (event, customer). The key makes deciding twice impossible.
create table decision (
  customer text not null,
  source   text not null,
  event    text not null,
  stage    text not null default '',
  sweep    bigint,
  trigger  text not null,
  seq      bigint not null,
  at       timestamptz not null,
  revision text not null,
  why      jsonb not null,           -- fired rules, verdicts with gate and reason, faults
  primary key (customer, source, event, stage)
);

-- deliver ---------------------------------------------------------------------------------------

-- The outbox and the ledger of contacts: one row per intent, for ever.
create table outreach (
  id               bigint generated always as identity primary key,
  campaign         text not null,
  customer         text not null,
  hash             bigint not null,
  key              text not null,
  action           text not null,
  purpose          text not null,
  urgent           boolean not null, -- service and requested never queue behind the rest
  channel          text not null,
  message          text not null,
  rule             text not null,
  revision         text not null,
  state            text not null,
  gate             text,
  reason           text,
  due              timestamptz not null,
  expires          timestamptz not null,
  source           text not null,    -- the event it follows from
  event            text not null,
  seq              bigint not null,
  incident         text,
  episode          int,
  stage            text,
  thread           text,
  incident_version bigint not null default 0,
  after            bigint,           -- held until that outreach is settled ...
  after_told       boolean,          -- ... and released if it was told (or, if false, was not)
  attempts         int not null default 0,
  doubts           int not null default 0,
  node             text,
  settled_at       timestamptz,
  created          timestamptz not null,
  unique (campaign, customer, key, action)
) with (fillfactor = 70);            -- a row moves through four states: update in place
create index outreach_of_customer on outreach (customer, due desc);
create index outreach_due on outreach (urgent, due, id) where state = 'scheduled';
create index outreach_in_hand on outreach (node) where state in ('claimed', 'sending');
create index outreach_following on outreach (after) where state = 'held' and after is not null;
create index outreach_of_incident on outreach (incident, episode, hash, customer) where incident is not null;

-- What became of each attempt; a row in doubt is recognised here for ever.
create table attempt (
  outreach bigint not null,
  n        int not null,
  node     text not null,
  at       timestamptz not null,
  outcome  text not null,            -- accepted, refused, try_later, in_doubt
  reply    text not null,
  primary key (outreach, n)
);

-- A running program. Its lease is on the database's clock; when it lapses, what the node had
-- claimed goes back, and what it was sending is in doubt.
create table node (
  id          text primary key,
  started     timestamptz not null,
  lease_until timestamptz not null
);

-- desk ------------------------------------------------------------------------------------------

create table call_task (
  outreach   bigint primary key,
  customer   text not null,
  campaign   text not null,
  skill      text not null,
  message    text not null,
  not_before timestamptz not null,
  due        timestamptz not null,
  state      text not null,          -- open, claimed, done
  claimed_by text,
  outcome    text,
  note       text
);
create index call_task_open on call_task (due) where state <> 'done';

-- The two windows between rooms ------------------------------------------------------------------

-- The customer room builds a customer's timeline from what the outbox did.
-- What is tried again after a doubtful attempt may have reached the customer: it counts as told.
create view contact as
  select id, customer, hash, campaign, key, action, purpose, channel, episode,
         case when doubts > 0 and state not in ('sending', 'sent', 'delivered', 'bounced',
                                                'complained', 'answered')
              then 'in_doubt' else state end as state,
         coalesce(settled_at, due) as at, due, thread, stage, incident, incident_version, message
    from outreach;

-- And it knows which outages a customer is in.
create view open_incident as
  select s.scope, i.id, i.service, i.cause, i.planned, i.status, i.episode, i.version, i.eta,
         i.opened_at, i.eta_updates
    from incident_scope s join incident i on i.id = s.incident
   where s.open;
