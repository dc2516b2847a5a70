-- Files of the drop folder: how far each is read. The cursor moves in the transaction that stores
-- the rows before it, so after a crash reading goes on exactly where the stored rows end.
CREATE TABLE inbox_file (
  name       text PRIMARY KEY,             -- CLAIM/NAME: the same name may be dropped again later
  claimed_by text NOT NULL,
  lease      timestamptz NOT NULL,         -- by clock_timestamp(); past it, another node takes over
  line       bigint NOT NULL DEFAULT 0,    -- the cursor: rows that begin up to here are settled
  accepted   bigint NOT NULL DEFAULT 0,
  rejected   bigint NOT NULL DEFAULT 0,
  suspect    bigint,                       -- the row being tried by itself after an unclean end
  suspicions integer NOT NULL DEFAULT 0,   -- how often it was begun and not ended
  state      text NOT NULL DEFAULT 'reading' CHECK (state IN ('reading', 'done'))
);
