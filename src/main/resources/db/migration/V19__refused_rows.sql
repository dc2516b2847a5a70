-- Rows of files that were not taken, for whoever asks why something never came. Of the row itself
-- only its id is kept, and the row only for so long (RefusedRows).
create table refused_row (
  reading  text not null,            -- one reading of one file: the same again replaces its rows
  line     bigint not null,
  file     text not null,
  customer text,                     -- whose it is, where that could be read
  source   text,                     -- of an event's row, where both could be read
  event    text,
  reason   text not null,
  at       timestamptz not null,
  primary key (reading, line)
);
create index refused_row_of_customer on refused_row (customer, at) where customer is not null;
create index refused_row_of_event on refused_row (source, event) where event is not null;
create index refused_row_by_age on refused_row (at);
