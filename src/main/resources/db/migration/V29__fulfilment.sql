-- goodwill --------------------------------------------------------------------------------------

-- What codes are made with, the same on every node and after every start.
alter table installation
  add column code_key text not null
    default gen_random_uuid()::text || gen_random_uuid()::text;

-- amount is what a gesture costs, which is what budgets count. value is what it is worth to the
-- customer as it was granted; null: what it costs. Of a code only a hash is kept.
alter table gesture
  add column kind      text not null default 'credit',
  add column value     numeric check (value > 0),
  add column until     timestamptz,        -- the first instant at which its code is no longer good
  add column code      bytea,              -- SHA-256 of it; null: it has none
  add column code_used timestamptz,
  add column code_for  text;               -- the order it was used for
create unique index gesture_code on gesture (code) where code is not null;

-- What is owed by law or contract: an account of its own, outside budgets.
create table owed (
  id       bigint generated always as identity primary key,
  campaign text not null,
  customer text not null,
  key      text not null,
  amount   numeric not null check (amount > 0),
  currency text not null,
  reason   text not null,
  rule     text not null,
  revision text not null,
  due_by   timestamptz not null,           -- paid by then
  at       timestamptz not null,
  warned   boolean not null default false, -- colleagues were told that it is due soon
  unique (campaign, customer, key, reason)
);
create index owed_to_warn_of on owed (due_by) where not warned;
create index owed_of_customer on owed (customer, id desc);

-- What is handed to a route that has it done. The key is what the other side knows it by: it is
-- never given another, so that nothing is done twice.
create table fulfilment (
  key        text primary key,
  kind       text not null,
  outreach   bigint unique,                -- the gesture
  owed       bigint unique,                -- or what is owed
  customer   text not null,
  amount     numeric not null,
  currency   text not null,
  reason     text not null,
  state      text not null,                -- due, asked, done, refused, stuck, withdrawn
  tries      int not null default 0,
  due        timestamptz not null,         -- when it is tried next
  holder     text,                         -- who has it in hand
  lease_until timestamptz,                 -- and until when, on the database's clock
  until      timestamptz,                  -- of its code, as the gesture has it
  reference  text,                         -- what the other side calls it
  detail     text,                         -- why not, or what became of the last try
  who        text,                         -- of staff, where somebody decided it
  at         timestamptz not null,
  settled_at timestamptz,
  moment     bigint,                       -- when it was done, for what is decided again
  told       boolean not null default false -- whether its message was let go or dropped
);
create index fulfilment_next on fulfilment (due) where state in ('due', 'asked');
create index fulfilment_untold on fulfilment (key) where state in ('done', 'refused') and not told;
create index fulfilment_stuck on fulfilment (at) where state = 'stuck';
create index fulfilment_of_customer on fulfilment (customer);

-- deliver ---------------------------------------------------------------------------------------

create index outreach_for_fulfilment on outreach (id) where state = 'held' and gate = 'fulfilment';

-- The windows between rooms ----------------------------------------------------------------------

-- Something done stays given, whatever becomes of the message that says so.
create or replace view given as
  select g.outreach, g.customer,
         case when g.value is null then g.amount
              else trunc(g.value * g.amount / coalesce(g.wanted, g.amount), scale(g.value))
         end as amount,
         g.currency, g.reason, g.at,
         case when f.state = 'done' then 'fulfilled'
              when g.state = 'promised' and o.doubts = 0
                   and o.state in ('dropped', 'cancelled', 'superseded', 'merged', 'expired',
                                   'failed')
              then 'withdrawn' else g.state end as state,
         case when g.wanted is not null then coalesce(g.value, g.wanted) end as wanted,
         g.lowered, f.moment as done
    from gesture g join outreach o on o.id = g.outreach
    left join fulfilment f on f.outreach = g.outreach;

-- Gestures whose message waits until they are done, as the goodwill room reads it; and of which of
-- them somebody has stopped the campaign.
create view gesture_to_fulfil as
  select o.id as outreach,
         exists (select from stopped_campaign s where s.campaign in (o.campaign, '*')) as stopped
    from outreach o where o.state = 'held' and o.gate = 'fulfilment';

-- What becomes of the money that is reserved for a gesture; null: that is not known yet.
create view gesture_fate as
  select g.outreach, g.budget, g.period, g.currency,
         case when f.state in ('due', 'asked', 'stuck') then null
              when g.code_used is not null then 'spent'
              when f.state in ('refused', 'withdrawn') then 'refunded'
              when g.code is not null and (f.state = 'done' or o.state in (
                     'sent', 'delivered', 'bounced', 'complained', 'answered', 'in_doubt'))
              then null
              when f.state = 'done' then 'spent'
              when o.state in ('sent', 'delivered', 'bounced', 'complained', 'answered',
                               'in_doubt')
              then 'spent'
              when o.state in ('dropped', 'cancelled', 'superseded', 'merged', 'expired', 'failed')
              then 'refunded' end as becomes,
         -- Its code can be used until it lapses.
         g.code is not null and g.code_used is null and (f.state = 'done' or f.state is null
           and o.state in ('sent', 'delivered', 'bounced', 'complained', 'answered', 'in_doubt'))
           as usable, g.until
    from gesture g join gesture_outreach o on o.outreach = g.outreach
    left join fulfilment f on f.outreach = g.outreach
   where g.funds = 'reserved';
