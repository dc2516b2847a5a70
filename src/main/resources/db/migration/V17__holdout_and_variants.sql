-- decide ----------------------------------------------------------------------------------------

-- Who was left out on purpose, once per occurrence: the counterpart of outreach.
create table held_out (
  customer text not null,
  campaign text not null,
  key      text not null,
  action   text not null,
  reason   text not null,            -- holdout: by this campaign; global_holdout: by all of them
  at       timestamptz not null,     -- when it was decided
  primary key (customer, campaign, key, action)
);
create index held_out_of_campaign on held_out (campaign, at);

-- deliver ---------------------------------------------------------------------------------------

-- Which wording the customer gets; null where the campaign has one only.
alter table outreach add variant text;

-- What was put in some weeks of which a campaign is asked about; rows come in almost in that order.
create index outreach_by_created on outreach using brin (created)
  with (pages_per_range = 32, autosummarize = on);
