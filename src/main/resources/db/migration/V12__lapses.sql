-- Promises that were not kept are few among the changes of incidents, and asked for by their time.
create index incident_update_lapsed on incident_update (at) where what = 'lapsed';
