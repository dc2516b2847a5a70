-- deliver: one index for "once only" and for "what this customer got", instead of two. A sweep over
-- a million customers writes a row for each of them, and every index of it.
alter table outreach
  drop constraint outreach_campaign_customer_key_action_key,
  add unique (customer, campaign, key, action);
drop index outreach_of_customer;
