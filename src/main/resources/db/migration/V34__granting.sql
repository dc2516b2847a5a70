-- goodwill --------------------------------------------------------------------------------------

-- What a colleague granted by hand, and more money for a budget, are asked for by somebody, who is
-- not the one to answer. More money is of no rule, and of no gesture.
alter table gesture add column asked_by text;
alter table gesture_request
  add column asked_by text,
  add column asked_why text,
  alter column campaign drop not null,
  alter column revision drop not null;

-- The windows between rooms ----------------------------------------------------------------------

-- Which event an outreach follows from, so that whoever granted something finds their request.
create or replace view gesture_outreach as
  select id as outreach, state, incident, source, event from outreach;
