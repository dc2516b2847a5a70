-- deliver ---------------------------------------------------------------------------------------

-- What waited and met a moment in which a colleague calls instead is decided anew as well.
drop index outreach_anew;
create index outreach_anew on outreach (id)
  where state = 'held' and reason in ('being_redecided', 'called_instead');

-- Whether the next channel is taken unless the customer has seen the message, and not only unless
-- it was delivered.
alter table outreach add column until_seen boolean not null default false;

-- desk ------------------------------------------------------------------------------------------

-- What came of a call. "outcome" and "note" are those of the last try.
alter table call_task
  add column tries     int not null default 0,
  add column closed_at timestamptz,
  add column closed_by text;
