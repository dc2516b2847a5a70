-- decide ----------------------------------------------------------------------------------------

-- How a campaign's latest publication goes out, where its publisher did not simply let it go; gone
-- when the campaign is published again. Widened once share and most are both null.
create table rollout (
  campaign    text primary key,
  number      bigint generated always as identity unique, -- its lot: the next one draws others
  publication bigint not null,
  who         text not null,
  since       timestamptz not null,
  oldest      timestamptz not null,  -- before that none of its messages was put
  share       int,                   -- of 10,000 customers
  most        bigint,                -- or so many, each with a seat
  reached     bigint not null default 0,
  widen_at    timestamptz,           -- by itself, unless it was stopped before
  guarded     boolean not null,      -- whether it stops itself, above the rates that follow
  bounced     double precision,
  complained  double precision,
  failed      double precision,
  after       int not null,          -- not before so many messages have an outcome
  outcomes    bigint not null default 0   -- how many had when they were counted last
);
create table rollout_seat (
  rollout  bigint not null,
  customer text not null,
  at       timestamptz not null,
  primary key (rollout, customer)
);

-- Decisions about messages that waited when their campaign was published again. The first decision
-- stays as it is; this is what became of it.
create table decision_anew (
  customer text not null,
  source   text not null,
  event    text not null,
  stage    text not null,
  trigger  text not null,
  seq      bigint not null,
  at       timestamptz not null,
  moment   bigint not null default nextval('moment'),
  revision text not null,
  why      jsonb not null,           -- as in decision, and which messages waited
  primary key (customer, seq)
);

-- deliver ---------------------------------------------------------------------------------------

-- What went wrong is little, and counted often.
create index outreach_troubled on outreach (campaign, revision)
  where state in ('bounced', 'complained', 'failed');

-- What waits to be decided anew; empty but for the moments after a publication that asks for it.
create index outreach_anew on outreach (id) where state = 'held' and reason = 'being_redecided';

-- What a message said and which way it went may change while it waits.
alter table outreach_was
  add column message text,
  add column channel text,
  add column purpose text;

create or replace function outreach_moves() returns trigger language plpgsql as $$
begin
  if new.state = 'sending' and old.state <> 'sending' then
    new.begun := nextval('moment');
  else
    if old.settled_at is not null or new.due <> old.due or new.message <> old.message
       or new.channel <> old.channel or new.purpose <> old.purpose then
      insert into outreach_was (outreach, until_seq, seq, state, due, begun, settled, settled_at,
                                doubts, incident_version, message, channel, purpose)
      values (old.id, case when new.seq <> old.seq then new.seq else nullif(new.settled_seq, 0) end,
              old.seq, old.state, old.due, old.begun, old.settled, old.settled_at, old.doubts,
              old.incident_version, old.message, old.channel, old.purpose);
    end if;
    new.settled := case when new.settled_at is null then null else nextval('moment') end;
  end if;
  return new;
end $$;

drop trigger outreach_moves on outreach;
create trigger outreach_moves before update on outreach for each row
  when (new.state = 'sending' and old.state <> 'sending'
        or new.settled_at is distinct from old.settled_at
        or new.due <> old.due or new.message <> old.message
        or new.channel <> old.channel or new.purpose <> old.purpose)
  execute function outreach_moves();

-- The windows between rooms ----------------------------------------------------------------------

create or replace view contact_then as
  select o.id, o.customer, o.campaign, o.key, o.action, coalesce(w.purpose, o.purpose) as purpose,
         coalesce(w.channel, o.channel) as channel, o.thread, o.stage, o.incident,
         coalesce(w.message, o.message) as message, w.seq, w.state, w.due, w.begun, w.settled,
         w.settled_at, 0::bigint as settled_seq, w.doubts, w.incident_version, w.until, w.until_seq
    from outreach_was w join outreach o on o.id = w.outreach
  union all
  select id, customer, campaign, key, action, purpose, channel, thread, stage, incident, message, seq,
         state, due, begun, settled, settled_at, settled_seq, doubts, incident_version, null, null
    from outreach;

-- What was decided, first and anew.
create view every_decision as
  select customer, source, event, stage, trigger, seq, at, moment, revision, why from decision
  union all
  select customer, source, event, stage, trigger, seq, at, moment, revision, why
    from decision_anew;
