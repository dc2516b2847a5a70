-- desk ------------------------------------------------------------------------------------------

-- Notes that colleagues write by hand, each the work behind a gesture of that kind.
create table note_task (
  outreach   bigint primary key,
  customer   text not null,
  campaign   text not null,
  message    text not null,          -- whose note is its text
  due        timestamptz not null,   -- when it should have been posted
  state      text not null,          -- open, claimed, written, given_up
  claimed_by text,
  closed_by  text,
  closed_at  timestamptz,
  remark     text
);
create index note_task_open on note_task (due) where state in ('open', 'claimed');

-- customer --------------------------------------------------------------------------------------

-- Whoever was not to be contacted in any way is not to be written to by hand either.
insert into suppression (hash, channel, reason, at, source)
select c.hash, 'note', c.reason, c.at, c.source
  from suppression c
  join suppression e on e.hash = c.hash and e.channel = 'sms' and e.at = c.at
                    and e.source = c.source and e.ended is null
 where c.channel = 'call' and c.ended is null;

-- The windows between rooms ----------------------------------------------------------------------

-- As before; and the money of a note is reserved until it is written.
create or replace view gesture_fate as
  select g.outreach, g.budget, g.period, g.currency,
         case when f.state in ('due', 'asked', 'stuck') then null
              when g.code_used is not null then 'spent'
              when f.state in ('refused', 'withdrawn') then 'refunded'
              when g.code is not null and (f.state = 'done' or o.state in (
                     'sent', 'delivered', 'bounced', 'complained', 'answered', 'in_doubt'))
              then null
              when g.kind = 'note' and o.state = 'sent' then null
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
