-- What rules do beside reaching customers.

-- desk ------------------------------------------------------------------------------------------

-- What teams are told, each once about the same thing.
create table alert (
  id       bigint generated always as identity primary key,
  campaign text not null,
  customer text not null,
  key      text not null,
  team     text not null,
  text     text not null,
  rule     text not null,
  at       timestamptz not null,
  unique (customer, campaign, key, team)
);

alter table call_task
  add column in_language       boolean not null default false,
  add column unless_rung_since timestamptz;   -- called off if the customer rings after this
create index call_task_unless_rung on call_task (customer)
  where unless_rung_since is not null and state in ('open', 'claimed');

-- customer --------------------------------------------------------------------------------------

-- Silence of a purpose that a rule asked for; what ends last counts.
create table mute (
  customer text not null,
  purpose  text not null,
  seq      bigint not null,
  until    timestamptz not null,
  at       timestamptz not null,
  rule     text not null,
  primary key (customer, purpose, seq)
);

-- Traits that rules gave, over those of the company's record; the one with the highest seq counts.
create table remembered (
  customer text not null,
  trait    text not null,
  seq      bigint not null,
  value    text not null,
  at       timestamptz not null,
  rule     text not null,
  primary key (customer, trait, seq)
);

-- incident --------------------------------------------------------------------------------------

-- What is said of an incident to everybody; a campaign says one thing about a stage.
create table public_notice (
  id       bigint generated always as identity primary key,
  campaign text not null,
  key      text not null,
  incident text not null,
  text     text not null,
  rule     text not null,
  at       timestamptz not null,
  unique (campaign, key)
);

-- goodwill --------------------------------------------------------------------------------------

alter table gesture add column budget text;   -- the name of one in contact-policy.yaml

-- intake ----------------------------------------------------------------------------------------

-- A rule stops what was decided before it; state may be stopped now.
alter table timer add column seq bigint not null default 0;
create index timer_of_customer on timer (customer) where state = 'waiting';
