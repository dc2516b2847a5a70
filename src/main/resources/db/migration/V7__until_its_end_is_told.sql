-- An outage whose restoration is not confirmed yet may come back: it holds its customers' other
-- outages back from being called over, until the telling of its own end begins.
comment on column incident_scope.open is 'follows incident.ended: true until its end is told';
update incident i set ended = true
 where status <> 'open' and not ended
   and not exists (select from sweep s where s.incident = i.id and s.state = 'planned');
update incident_scope s set open = not i.ended
  from incident i where i.id = s.incident and s.open is distinct from not i.ended;
