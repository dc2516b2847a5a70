-- studio ----------------------------------------------------------------------------------------

-- Where a member of staff gets mail: proofs go to verified addresses and to nobody else.
create table staff_address (
  name     text primary key references staff (name) on delete cascade,
  email    text not null,
  verified timestamptz,              -- when the code that was sent there came back; null: not yet
  code     bytea,                    -- salt and hash of that code; null once it came back
  sent     timestamptz not null,     -- when the code was
  tries    int not null default 0    -- how often somebody said a code since
);

-- What a member did lately is counted before more of it is done.
create index audit_by_whom on audit (who, what, at);
