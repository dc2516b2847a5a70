-- Schedules and timers. A schedule's event concerns many, so it writes one sweep, as an incident's
-- does; a timer's concerns one customer and comes in like any other event.

-- intake ----------------------------------------------------------------------------------------

-- Which times of which schedule were dealt with, and how. The key makes each happen once, however
-- many nodes look at the clock.
create table schedule_run (
  campaign   text not null,
  kind       text not null,          -- birthday, anniversary, inactive, cron
  zone       text not null,
  occurrence text not null,          -- the local date; for cron the local date and time
  instant    timestamptz not null,   -- when that is in the zone
  at         timestamptz not null,   -- when it was dealt with
  state      text not null,          -- begun, nobody, left, expired, paused
  sweep      bigint,
  primary key (campaign, kind, zone, occurrence)
);
create index schedule_run_of_late on schedule_run (instant);

-- A sweep tells the stage of an incident, or what a campaign's schedule is for.
alter table sweep
  alter column incident drop not null,
  alter column episode drop not null,
  alter column stage drop not null,
  alter column version drop not null,
  add column campaign text,          -- whose schedule it serves
  add column zones text[],           -- everybody in these; null where sweep_member names them
  add check ((incident is null) <> (campaign is null));

-- Whom a schedule's sweep is for, as of its instant.
create table sweep_member (
  sweep    bigint not null,
  hash     bigint not null,
  customer text not null,
  primary key (sweep, hash, customer)
);
create index sweep_member_of on sweep_member (customer);

-- Something to come back to; when it is due it becomes an event that bears its number.
create table timer (
  id       bigint generated always as identity primary key,
  campaign text not null,
  customer text not null,
  key      text not null,
  name     text not null,
  due      timestamptz not null,
  source   text not null,            -- the event it follows from
  event    text not null,
  created  timestamptz not null,
  state    text not null,            -- waiting, rung
  unique (campaign, customer, key, name)
);
create index timer_due on timer (due, id) where state = 'waiting';

-- customer --------------------------------------------------------------------------------------

alter table event add column schedule text;   -- the campaign, for a schedule's own events

-- Whose day it is, and who lives where; a customer without a zone lives in ''.
create index customer_by_birthday
  on customer (right(profile ->> 'birthday', 5)) where profile ->> 'birthday' is not null;
create index customer_by_since
  on customer (right(profile ->> 'since', 5)) where profile ->> 'since' is not null;
create index customer_by_zone on customer (coalesce(profile ->> 'zone', ''), hash, id);

-- What happened in some days long ago; events come in almost in the order of time.
create index event_by_time on event using brin (time)
  with (pages_per_range = 32, autosummarize = on);
