-- The range that has come least far is the first entry, however many sweeps are under way.
create index sweep_range_next on sweep_range (decided, sweep, n) where not done;
drop index sweep_range_open;
