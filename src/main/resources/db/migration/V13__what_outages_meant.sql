-- What an outage meant to a customer: from when to when it took service away, and from whom.

-- An outage that comes back may touch other scopes. With the first and the last episode that touched
-- a scope, the time without service can be added up from all of them.
alter table incident_scope add first_episode int;
update incident_scope set first_episode = 1;
alter table incident_scope alter first_episode set not null;

-- Of each episode, when service went away and when it was back, by the time of the events that said
-- so; null as long as it is not back. Which comes last in an episode is how it stands: what proved
-- a false alarm, or was only announced, took nothing away.
create view interruption as
  select b.incident, b.episode, i.service, b.began,
         case when l.status = 'restored' then l.time end as ended
    from incident i
    join (select u.incident, u.episode, min(e.time) as began
            from incident_update u join event e on e.source = u.source and e.id = u.event
           where u.status = 'open'
           group by u.incident, u.episode) b on b.incident = i.id
   cross join lateral (select u.status, e.time
                         from incident_update u
                         left join event e on e.source = u.source and e.id = u.event
                        where u.incident = b.incident and u.episode = b.episode
                        order by u.version desc limit 1) l
   where l.status in ('open', 'restored');

-- Also what a customer depended on once.
drop index customer_scope_of_customer;
create index customer_scope_of_customer on customer_scope (customer);
