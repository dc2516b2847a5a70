-- What is neither service nor requested waits a little for what else comes to the same customer.

-- deliver ---------------------------------------------------------------------------------------

alter table outreach
  add column gathers  boolean not null default false, -- held until it is due, and is settled then
  add column priority int not null default 0,         -- its campaign's, when it was decided
  add column merged_into bigint;                      -- the outreach whose mail says this too

create index outreach_gathering on outreach (due, id) where state = 'held' and gathers;

-- What is merged waits for the fate of what it was merged into, as what follows another does.
create index outreach_merging on outreach (after) where state = 'merged' and after is not null;

-- The windows between rooms ----------------------------------------------------------------------

create or replace view contact as
  select id, customer, hash, campaign, key, action, purpose, channel, episode,
         case when doubts > 0 and state not in ('sending', 'sent', 'delivered', 'bounced',
                                                'complained', 'answered')
              then 'in_doubt' else state end as state,
         coalesce(settled_at, due) as at, due, thread, stage, incident, incident_version, message,
         priority
    from outreach;

create or replace view contact_then as
  select o.id, o.customer, o.campaign, o.key, o.action, coalesce(w.purpose, o.purpose) as purpose,
         coalesce(w.channel, o.channel) as channel, o.thread, o.stage, o.incident,
         coalesce(w.message, o.message) as message, w.seq, w.state, w.due, w.begun, w.settled,
         w.settled_at, 0::bigint as settled_seq, w.doubts, w.incident_version, w.until, w.until_seq,
         o.priority
    from outreach_was w join outreach o on o.id = w.outreach
  union all
  select id, customer, campaign, key, action, purpose, channel, thread, stage, incident, message, seq,
         state, due, begun, settled, settled_at, settled_seq, doubts, incident_version, null, null,
         priority
    from outreach;
