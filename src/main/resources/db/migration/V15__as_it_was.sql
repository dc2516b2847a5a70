-- So that a decision can be explained, and made again, from what was true when it was made. Instants
-- cannot tell what came first within one of them, so what changes takes its place in one order.
create sequence moment;

-- incident --------------------------------------------------------------------------------------

-- Every state an incident was in, as deciding saw it.
create table incident_version (
  incident    text not null,
  moment      bigint not null default nextval('moment'),
  at          timestamptz not null,
  service     text not null,
  cause       text,
  planned     boolean not null,
  status      text not null,
  status_time timestamptz not null,
  episode     int not null,
  version     bigint not null,
  eta         timestamptz,
  opened_at   timestamptz not null,
  eta_updates int not null,
  from_at     timestamptz,
  next_update timestamptz,
  scopes      text[] not null,       -- what it touched in that episode
  open_scopes text[] not null,       -- those on which it counted as open
  primary key (incident, moment)
);

-- What was before is not known; what stands is where its history begins.
insert into incident_version (incident, at, service, cause, planned, status, status_time, episode,
                              version, eta, opened_at, eta_updates, from_at, next_update, scopes,
                              open_scopes)
select i.id, i.status_time, i.service, i.cause, i.planned, i.status, i.status_time, i.episode,
       i.version, i.eta, i.opened_at, i.eta_updates, i.from_at, i.next_update,
       array(select scope from incident_scope s
              where s.incident = i.id and s.episode = i.episode order by scope),
       array(select scope from incident_scope s where s.incident = i.id and s.open order by scope)
  from incident i;

-- decide ----------------------------------------------------------------------------------------

alter table decision add moment bigint not null default nextval('moment');

-- deliver ---------------------------------------------------------------------------------------

alter table outreach
  add begun   bigint,                -- the moment at which its last attempt began
  add settled bigint,                -- the moment at which it came to its state; null on its way
  add settled_seq bigint not null default 0;   -- where a rule stopped it, its decision's number

update outreach set settled = nextval('moment') where settled_at is not null;

-- What an outreach was before it was put off, tried again or taken up again. Most never are.
create table outreach_was (
  outreach   bigint not null,
  until      bigint not null default nextval('moment'),
  until_seq  bigint,                 -- where a decision moved it, that decision's number
  seq        bigint not null,
  state      text not null,
  due        timestamptz not null,
  begun      bigint,
  settled    bigint,
  settled_at timestamptz,
  doubts     int not null,
  incident_version bigint not null,
  primary key (outreach, until)
);

create function outreach_moves() returns trigger language plpgsql as $$
begin
  if new.state = 'sending' and old.state <> 'sending' then
    new.begun := nextval('moment');
  else
    if old.settled_at is not null or new.due <> old.due then
      insert into outreach_was (outreach, until_seq, seq, state, due, begun, settled, settled_at,
                                doubts, incident_version)
      values (old.id, case when new.seq <> old.seq then new.seq else nullif(new.settled_seq, 0) end,
              old.seq, old.state, old.due,
              old.begun, old.settled, old.settled_at, old.doubts, old.incident_version);
    end if;
    new.settled := case when new.settled_at is null then null else nextval('moment') end;
  end if;
  return new;
end $$;

-- Claiming, the most frequent move of all, changes nothing that deciding looks at.
create trigger outreach_moves before update on outreach for each row
  when (new.state = 'sending' and old.state <> 'sending'
        or new.settled_at is distinct from old.settled_at
        or new.due <> old.due)
  execute function outreach_moves();

-- The windows between rooms ----------------------------------------------------------------------

-- Every state of every outreach: true from its decision's number on, until the moment and number it
-- changed at; settled where that was by then, leaving where it had begun, else waiting.
create view contact_then as
  select o.id, o.customer, o.campaign, o.key, o.action, o.purpose, o.channel, o.thread, o.stage,
         o.incident, o.message, w.seq, w.state, w.due, w.begun, w.settled, w.settled_at, 0 as settled_seq, w.doubts,
         w.incident_version, w.until, w.until_seq
    from outreach_was w join outreach o on o.id = w.outreach
  union all
  select id, customer, campaign, key, action, purpose, channel, thread, stage, incident, message, seq,
         state, due, begun, settled, settled_at, settled_seq, doubts, incident_version, null, null
    from outreach;

create view open_incident_then as
  select v.incident as id, s.scope, v.moment, v.at, v.service, v.cause, v.planned, v.status,
         v.episode, v.version, v.eta, v.opened_at, v.eta_updates, v.from_at, v.next_update,
         v.status_time, s.scope = any(v.open_scopes) as open
    from incident_scope s join incident_version v on v.incident = s.incident;
