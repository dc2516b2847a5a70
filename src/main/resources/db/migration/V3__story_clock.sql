-- Where a story is: one row at most, so that a story whose process was killed goes on from there.
create table story_clock (
  one boolean primary key default true check (one),
  instant timestamptz not null
);
