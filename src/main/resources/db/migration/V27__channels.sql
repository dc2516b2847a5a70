-- deliver ---------------------------------------------------------------------------------------

-- One outreach may be tried by several channels, one after the other.
alter table outreach
  add further  text not null default '',   -- the channels it may still take, best first
  add patience bigint,                     -- seconds delivery may take before the next; null: ever
  add next_at  timestamptz,                -- when the next is taken unless this one was delivered
  add missed   text not null default '';   -- the channels by which it came to nothing

create index outreach_unconfirmed on outreach (next_at) where next_at is not null;

alter table attempt
  add channel text,                        -- null: before there was more than mail
  add peer    text,                        -- what the peer calls it, in its reports
  add came_of text,                        -- delivered or bounced, as was reported later
  add came_at timestamptz;

create index attempt_of_peer on attempt (peer) where peer is not null;

-- Text messages that were captured instead of sent, because no carrier is configured.
create table captured_text (
  id        text primary key,              -- a second attempt at the same text is the same row
  at        timestamptz not null,
  recipient text not null,                 -- as E.164 writes it
  body      text not null,
  parts     int not null,
  language  text not null
);

create index captured_text_latest on captured_text (at desc, id desc);

alter table outreach_was add column missed text;

create or replace function outreach_moves() returns trigger language plpgsql as $$
begin
  if new.state = 'sending' and old.state <> 'sending' then
    new.begun := nextval('moment');
  else
    if old.settled_at is not null or new.due <> old.due or new.message <> old.message
       or new.channel <> old.channel or new.purpose <> old.purpose or new.missed <> old.missed then
      insert into outreach_was (outreach, until_seq, seq, state, due, begun, settled, settled_at,
                                doubts, incident_version, message, channel, purpose, missed)
      values (old.id, case when new.seq <> old.seq then new.seq else nullif(new.settled_seq, 0) end,
              old.seq, old.state, old.due, old.begun, old.settled, old.settled_at, old.doubts,
              old.incident_version, old.message, old.channel, old.purpose, old.missed);
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
        or new.channel <> old.channel or new.purpose <> old.purpose
        or new.missed <> old.missed)
  execute function outreach_moves();

-- The windows between rooms ----------------------------------------------------------------------

create or replace view contact as
  select id, customer, hash, campaign, key, action, purpose, channel, episode,
         case when doubts > 0 and state not in ('sending', 'sent', 'delivered', 'bounced',
                                                'complained', 'answered')
              then 'in_doubt' else state end as state,
         coalesce(settled_at, due) as at, due, thread, stage, incident, incident_version, message,
         priority, missed
    from outreach;

create or replace view contact_then as
  select o.id, o.customer, o.campaign, o.key, o.action, coalesce(w.purpose, o.purpose) as purpose,
         coalesce(w.channel, o.channel) as channel, o.thread, o.stage, o.incident,
         coalesce(w.message, o.message) as message, w.seq, w.state, w.due, w.begun, w.settled,
         w.settled_at, 0::bigint as settled_seq, w.doubts, w.incident_version, w.until, w.until_seq,
         o.priority, coalesce(w.missed, o.missed) as missed
    from outreach_was w join outreach o on o.id = w.outreach
  union all
  select id, customer, campaign, key, action, purpose, channel, thread, stage, incident, message, seq,
         state, due, begun, settled, settled_at, settled_seq, doubts, incident_version, null, null,
         priority, missed
    from outreach;

-- What may have arrived by one channel is no longer to be taken back because the next one ended.
create or replace view given as
  select g.outreach, g.customer, g.amount, g.currency, g.reason, g.at,
         case when g.state = 'promised' and o.doubts = 0
                   and o.state in ('dropped', 'cancelled', 'superseded', 'merged', 'expired',
                                   'failed')
              then 'withdrawn' else g.state end as state,
         g.wanted, g.lowered
    from gesture g join outreach o on o.id = g.outreach;

create or replace view gesture_outreach as
  select id as outreach,
         case when doubts > 0 and state in ('dropped', 'cancelled', 'superseded', 'merged',
                                            'expired', 'failed')
              then 'in_doubt' else state end as state,
         incident
    from outreach;
