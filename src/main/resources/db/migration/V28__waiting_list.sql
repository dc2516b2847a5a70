-- intake ----------------------------------------------------------------------------------------

-- Who asked to be told when a thing is back in stock, and for whom a piece is set aside. A row is one
-- asking: it waits, gets a piece until some time, and ends in one way.
create table waiting_list (
  number   bigint generated always as identity primary key,
  sku      text not null,
  customer text not null,
  asked    timestamptz not null,     -- when the customer asked: the order in which pieces go
  source   text not null,            -- the event by which they asked
  event    text not null,
  entered  timestamptz not null,
  state    text not null,            -- waiting, reserved; then bought, declined, lapsed or unreached
  granted  timestamptz,              -- when a piece was set aside
  told     boolean,                  -- whether a message went out about it; null: not decided yet
  until    timestamptz,              -- how long it is set aside, counted from when that was told
  ended    timestamptz
);

-- Whoever waits for a thing waits once.
create unique index waiting_list_once on waiting_list (sku, customer)
  where state in ('waiting', 'reserved');
create index waiting_list_next on waiting_list (sku, asked, source, event) where state = 'waiting';
create index waiting_list_untold on waiting_list (granted, asked, source, event)
  where state = 'reserved' and told is null;
create index waiting_list_until on waiting_list (until) where state = 'reserved';

-- customer --------------------------------------------------------------------------------------

alter table event add column item text;   -- the thing's sku, for what is said of a thing in stock
