-- Whose timers are whose share, as with outreach. Of a customer who is gone it does not matter.
alter table timer add column hash bigint not null default 0;
update timer set hash = c.hash from customer c where c.id = timer.customer;
