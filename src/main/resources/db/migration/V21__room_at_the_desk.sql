-- deliver ---------------------------------------------------------------------------------------

-- How many calls were handed to the call desk in one period of a capacity: an hour, a day.
create table desk_room (
  skill  text not null,              -- whose capacity; '' for that of all calls together
  period timestamptz not null,       -- when the period began
  taken  int not null,
  primary key (skill, period)
);
