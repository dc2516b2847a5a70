-- goodwill --------------------------------------------------------------------------------------

-- The ledger of gestures: one row per gesture, for ever, written with the outreach that promises it.
-- The outreach is unique by campaign, customer, key and action, and so is the gesture.
create table gesture (
  outreach bigint primary key,
  customer text not null,
  amount   numeric not null check (amount > 0),
  currency text not null,
  reason   text not null,
  revision text not null,            -- of the rules that granted it
  state    text not null,            -- promised; what is fulfilled later says so here
  at       timestamptz not null
);
create index gesture_of_customer on gesture (customer, at desc);

-- What was given, as the customer room reads it. A promise whose outreach was taken back or never
-- arrived is withdrawn: this follows from the outreach, so the two cannot disagree.
create view given as
  select g.outreach, g.customer, g.amount, g.currency, g.reason, g.at,
         case when g.state = 'promised'
                   and o.state in ('dropped', 'cancelled', 'superseded', 'merged', 'expired',
                                   'failed')
              then 'withdrawn' else g.state end as state
    from gesture g join outreach o on o.id = g.outreach;
