-- What customers were promised about an incident, and maintenance with its window.

alter table incident
  add from_at      timestamptz,              -- maintenance begins; null for an outage. It ends at eta
  add told_from    timestamptz,              -- the beginning that was announced last
  add announced    int not null default 0,   -- how often the window was announced
  add next_update  timestamptz;              -- by when whoever was told is owed news

-- Status may also be planned: announced, not begun. Such an incident's scopes are not open.
create index incident_owing on incident (next_update) where status in ('open', 'planned');

-- Whoever was told before there were promises is owed news as well.
update incident
   set next_update = case when eta > told_at then eta else told_at + interval '4 hours' end
 where status = 'open' and told_at is not null;

create or replace view open_incident as
  select s.scope, i.id, i.service, i.cause, i.planned, i.status, i.episode, i.version, i.eta,
         i.opened_at, i.eta_updates, i.from_at, i.next_update, i.status_time
    from incident_scope s join incident i on i.id = s.incident
   where s.open;
