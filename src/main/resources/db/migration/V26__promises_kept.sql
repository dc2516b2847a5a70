-- What customers are promised about incidents, and what came of it.

-- incident --------------------------------------------------------------------------------------

alter table incident
  add estimate timestamptz,          -- what operations expect, where customers are told a later eta
  add broken   timestamptz,          -- the last promised time of this episode that passed in vain
  add note     jsonb not null default '{}';   -- what an operator adds to notices, by language

alter table incident_version
  add estimate timestamptz,
  add broken   timestamptz,
  add note     jsonb not null default '{}';

-- For whom an incident is over only now; null for whoever it touches.
alter table sweep add customers text[];

-- The promised time is what customers were told, and not what was expected later on.
create table promise (
  incident   text not null,
  episode    int not null,
  kind       text not null,          -- eta: service is back by then; next-update: we write by then
  promised   timestamptz not null,
  said_at    timestamptz not null,   -- when it began to be told
  warned_at  timestamptz,            -- when operators were warned that it is about to pass
  kept_at    timestamptz,
  broken_at  timestamptz,
  revised_at timestamptz,            -- another time was told before this one passed
  primary key (incident, episode, kind, promised)
);
create index promise_unsettled on promise (promised)
  where kept_at is null and broken_at is null and revised_at is null;
create index promise_broken on promise (broken_at) where broken_at is not null;
