-- What somebody has silenced for a while. What is not given matches everything. Rows are kept.
create table silence (
  id       bigint generated always as identity primary key,
  campaign text,
  purpose  text,
  channel  text,
  scope    text,
  customer text,
  tier     text,
  from_at  timestamptz not null,
  until_at timestamptz not null,     -- as it was made
  who      text not null,
  why      text not null,
  made_at  timestamptz not null,
  ended_at timestamptz,              -- when it was over, by itself or before its time
  ended_by text,
  reminded boolean not null default false,
  check (until_at > from_at)
);
create index silence_standing on silence (id) where ended_at is null;

-- What a silence holds is looked for when it ends before its time.
create index outreach_silenced on outreach (due) where state = 'scheduled' and gate = 'silence';

-- Somebody may say that an address may be contacted again; what was is kept.
alter table suppression add ended timestamptz;
alter table suppression drop constraint suppression_pkey;
create unique index suppression_standing on suppression (hash, channel) where ended is null;
create index suppression_of on suppression (hash);

-- Consent by channel, and what the company has to show for it.
alter table consent add channel text not null default 'any';
alter table consent add proof text;
alter table consent drop constraint consent_pkey;
alter table consent add primary key (customer, purpose, channel, seq);
