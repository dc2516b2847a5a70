-- goodwill --------------------------------------------------------------------------------------

-- What there is of a budget in one of its periods. How much it was given stands in
-- contact-policy.yaml; who takes from it holds its row until the transaction ends. Amounts of
-- another currency do not add up to these: a budget that changes its currency begins anew.
create table budget (
  name      text not null,
  period    date not null,           -- its first day; of a budget without periods 1970-01-01
  currency  text not null,
  topped_up numeric not null default 0 check (topped_up >= 0),
  reserved  numeric not null default 0 check (reserved >= 0),
  spent     numeric not null default 0 check (spent >= 0),
  primary key (name, period, currency)
);

-- Every movement, for ever: what a budget's row says is the sum of these.
create table budget_entry (
  id       bigint generated always as identity primary key,
  budget   text not null,
  period   date not null,
  currency text not null,
  kind     text not null,            -- reserve, commit, refund, top_up
  amount   numeric not null check (amount > 0),
  outreach bigint,                   -- whose gesture it is for; null for a top-up
  who      text,                     -- of staff, where somebody decided it
  why      text,
  at       timestamptz not null
);
create index budget_entry_of on budget_entry (budget, period, id);

-- Something that money alone does not decide: somebody is asked, and until then nobody is paid.
create table gesture_request (
  id         bigint generated always as identity primary key,
  budget     text not null,
  campaign   text not null,
  revision   text not null,          -- of the rules that gave
  sweep      bigint,                 -- whose total it is; null for a single gesture
  outreach   bigint,                 -- of the single gesture
  incident   text,
  asks       text,                   -- whom the rule asks, in its own words
  amount     numeric not null,
  currency   text not null,
  available  numeric,                -- what was left when it was asked; null: no limit
  gestures   bigint not null,
  customers  bigint not null,
  choices    text[] not null,
  state      text not null,          -- open, decided, expired
  at         timestamptz not null,
  expires    timestamptz not null,
  choice     text,
  who        text,
  why        text,
  decided_at timestamptz
);
create index gesture_request_open on gesture_request (expires) where state = 'open';

-- funds: how the money of a gesture stands. Null where its budget covers everybody; awaiting its
-- total or a request; asked, in a request; granted, the money is reserved and its outreach about to
-- be let go; reserved; spent; refunded; refused, its outreach about to be dropped; void.
alter table gesture
  add column campaign   text,
  add column period     date,
  add column funds      text,
  add column sweep      bigint,
  add column asks       text,
  add column request    bigint,
  add column not_before timestamptz, -- where it was put off to the next period
  add column refusal    text,        -- the reason its outreach is dropped for
  add column wanted     numeric,     -- what the rule gave, where it was made smaller
  add column lowered    bigint;      -- the moment it was
create index gesture_in_motion on gesture (funds, budget, sweep)
  where funds in ('awaiting', 'asked', 'granted', 'reserved', 'refused');
create index gesture_of_request on gesture (request) where request is not null;

-- deliver ---------------------------------------------------------------------------------------

create index outreach_for_money on outreach (id) where state = 'held' and gate = 'budget';

-- The windows between rooms ----------------------------------------------------------------------

create or replace view given as
  select g.outreach, g.customer, g.amount, g.currency, g.reason, g.at,
         case when g.state = 'promised'
                   and o.state in ('dropped', 'cancelled', 'superseded', 'merged', 'expired',
                                   'failed')
              then 'withdrawn' else g.state end as state,
         g.wanted, g.lowered
    from gesture g join outreach o on o.id = g.outreach;

-- What became of the outreach of a gesture, as the goodwill room reads it.
create view gesture_outreach as
  select id as outreach, state, incident from outreach;

-- Which of its messages wait for money, and for what, as the deliver room reads it.
create view gesture_awaiting as
  select outreach,
         case when sweep is not null and funds = 'awaiting' then 'awaiting_total'
              else 'awaiting_approval' end as reason
    from gesture where funds in ('awaiting', 'asked', 'granted', 'refused');
