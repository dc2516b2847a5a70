-- intake ----------------------------------------------------------------------------------------

-- What one customer waits for.
create index waiting_list_of_customer on waiting_list (customer)
  where state in ('waiting', 'reserved');

-- deliver ---------------------------------------------------------------------------------------

-- The bad moment that the last look before sending met, by its name in the policy; the one that was
-- met when it was decided stands in the decision. It means something while the gate is inhibition.
alter table outreach add column met text;

-- goodwill --------------------------------------------------------------------------------------

-- The key of codes: as it is, or, from the first start with a secret on, sealed with that.
alter table installation alter column code_key drop not null;
alter table installation add column code_sealed text;
