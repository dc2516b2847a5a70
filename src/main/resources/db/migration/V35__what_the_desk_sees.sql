-- intake ----------------------------------------------------------------------------------------

-- What one customer waits for.
create index waiting_list_of_customer on waiting_list (customer)
  where state in ('waiting', 'reserved');
