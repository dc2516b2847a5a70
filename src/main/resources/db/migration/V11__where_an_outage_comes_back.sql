-- An outage may come back elsewhere: what it touches now are the scopes of its last episode.
alter table incident_scope add episode int;
update incident_scope s set episode = i.episode from incident i where i.id = s.incident;
alter table incident_scope alter episode set not null;
