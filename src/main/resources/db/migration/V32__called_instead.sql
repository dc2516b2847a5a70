-- deliver ---------------------------------------------------------------------------------------

-- What waited and met a moment in which a colleague calls instead is decided anew as well.
drop index outreach_anew;
create index outreach_anew on outreach (id)
  where state = 'held' and reason in ('being_redecided', 'called_instead');
