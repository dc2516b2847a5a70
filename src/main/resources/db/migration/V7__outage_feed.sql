-- Feeds of current outages. One row a feed: whose turn it is to look, how far its word is to be
-- trusted, and what it last said of itself. Whoever has the turn writes; a turn that was lost is
-- known by its number, so nobody commits after somebody else has begun.
create table outage_feed (
  feed        text primary key,
  poll        bigint not null default 0,      -- the number of the turn
  polled_by   text,                           -- who has the turn; null between turns
  lease       timestamptz,                    -- by clock_timestamp(); past it, the turn is lost
  polled_at   timestamptz,                    -- when the last turn began
  looked_at   timestamptz,                    -- the last snapshot that could be compared
  good_at     timestamptz,                    -- the last snapshot that was not in doubt
  standing    text not null default 'new'
              check (standing in ('new', 'good', 'failed', 'broken', 'empty', 'capped', 'shrunk',
                                  'unreadable')),
  since       timestamptz,                    -- since when it has stood so
  problem     text,                           -- the last one; kept when all is well again
  problem_at  timestamptz,
  doubt       text,                           -- what the last snapshot was doubted for, believed or not
  doubt_since timestamptz,
  rows        integer not null default 0,     -- of the last snapshot
  repeats     integer not null default 0,     -- snapshots in a row with as many rows and other ones
  limit_seen  integer,                        -- as many rows as the source seems to give at most
  unreadable  integer not null default 0,     -- rows of the last snapshot that could not be read
  etag        text,                           -- of the last snapshot, if it was good
  modified    text
);

-- What a feed last said of each outage. A row changes in the transaction that stores the event
-- about the change. It stays when the outage is over: its serial goes on if the outage comes back.
create table feed_outage (
  feed         text not null references outage_feed,
  outage       text not null,
  over         boolean not null,
  serial       integer not null,              -- events told about it; the last one's id ends so
  told         timestamptz not null,          -- the time of the last of them
  first_seen   timestamptz not null,          -- of this episode
  start        timestamptz,
  eta          timestamptz,
  updated      timestamptz,
  service      text not null,
  cause        text,
  customers    bigint,
  scopes       text[] not null,
  absent       integer not null default 0,    -- good snapshots in a row without it
  absent_since timestamptz,                   -- the first of them
  primary key (feed, outage),
  check ((absent = 0) = (absent_since is null))
);

create index feed_outage_open on feed_outage (feed) where not over;
