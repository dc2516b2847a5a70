-- decide ----------------------------------------------------------------------------------------

-- Every time a revision became the published one. What the rules folder is known to hold is the
-- last of them that came from it or was written back to it.
create table publication (
  id        bigint generated always as identity primary key,
  revision  text not null,
  parent    text,                    -- what was published before; null for the first
  who       text not null,
  how       text not null,           -- folder, draft, rollback
  at        timestamptz not null,
  options   jsonb not null,
  in_folder boolean not null
);
create unique index publication_in_folder on publication (id desc) where in_folder;
insert into publication (revision, parent, who, how, at, options, in_folder)
select revision, parent, 'folder', 'folder', at, '{}', true from published;

-- Campaigns that somebody has stopped, whatever their files say; '*' is all of them.
create table campaign_switch (
  campaign text primary key,
  who      text not null,
  at       timestamptz not null,
  why      text not null
);

-- A third window between rooms: nothing of these is claimed, and nothing of them begins.
create view stopped_campaign as select campaign from campaign_switch;

-- studio ----------------------------------------------------------------------------------------

create table staff (
  name text primary key,
  role text not null,                -- author, approver, operator
  hash bytea not null,               -- SHA-256 of the token's secret, which is long and random
  at   timestamptz not null
);

-- Changes to the files of a published revision, on their way to being published themselves.
create table draft (
  id      bigint generated always as identity primary key,
  base    text not null,
  title   text not null,
  authors text[] not null,           -- everybody who ever changed it: none of them approves it
  files   jsonb not null,            -- by path; null for one that is taken away
  hash    text not null,             -- the revision it would become
  state   text not null,             -- open, submitted, approved, rejected, published, stale
  at      timestamptz not null       -- of the last change
);

-- What somebody said about exactly this content.
create table approval (
  id      bigint generated always as identity primary key,
  draft   bigint not null,
  hash    text not null,
  who     text not null,
  verdict text not null,             -- approved, rejected
  why     text not null,
  at      timestamptz not null
);
create index approval_of on approval (draft, id desc);

create table audit (
  id      bigint generated always as identity primary key,
  who     text not null,
  what    text not null,
  subject text not null,
  at      timestamptz not null,
  details jsonb not null
);
create function audit_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is only added to';
end $$;
create trigger audit_is_kept before update or delete or truncate on audit
  for each statement execute function audit_is_kept();

-- deliver ---------------------------------------------------------------------------------------

-- What waits for its campaign to go on; empty unless one is stopped.
create index outreach_stopped on outreach (id) where state = 'held' and reason = 'switched_off';
