# The sentences authors may use. A line of a rule must match one of these from its first letter to
# its last, and every {slot} its pattern. What stands after "=" is the engineers' business.

# What happened
[when]an outage of the customer's service has begun=Event(type == "incident.opened")
[when]the estimate of an outage has changed=Event(type == "incident.updated")
[when]an outage of the customer's service is over=Event(type == "incident.restored")
[when]an outage turned out to be a false alarm=Event(type == "incident.cancelled")
[when]no news of an outage came by the promised time=Event(type == "incident.lapsed")
[when]planned maintenance is announced=Event(type == "maintenance.planned") About(first())
[when]the time of planned maintenance has changed=Event(type == "maintenance.planned") About(!first())
[when]planned maintenance has begun=Event(type == "maintenance.started")
[when]planned maintenance is completed=Event(type == "maintenance.completed")
[when]planned maintenance is called off=Event(type == "maintenance.cancelled")
[when]a call was dropped=Event(type == "call.dropped")
[when]a caller gave up waiting=Event(type == "call.abandoned")
[when]the caller had waited at least {minutes:\d{1,3}} minutes=Event(number("waited") != null, number("waited").intValue() >= {minutes} * 60)
[when]a ticket was closed=Event(type == "ticket.closed")
[when]the ticket was resolved=Event(yes("resolved"))
[when]the ticket was not resolved=Event(!yes("resolved"))
[when]the ticket is about "{topic:[\p{L}\p{N} -]{1,60}}"=Event(text("topic") == "{topic}")

# What is known of the outage or maintenance that is being told
[when]an estimate is known=exists About(estimateKnown())
[when]the outage has no estimate=exists About(!estimateKnown())
[when]the outage lasted at least {hours:\d{1,3}} hours=exists About(lastedAtLeast({hours}))
[when]the outage is of "{service:[\p{L}\p{N} -]{1,60}}"=exists Incident(service == "{service}")

# What is known of the customer
[when]the customer's tier is "{tier:[\p{L}\p{N} -]{1,60}}"=Customer(tier == "{tier}")
[when]the customer has a phone number=Customer(phone != null)
[when]the customer is in no open outage=not Incident(open)

# What happened before; windows are rolling and include what has just happened
[when]the customer has had at least {times:\d{1,3}} dropped calls in the last {days:\d{1,3}} days=History(count("call.dropped", History.days({days})) >= {times})
[when]the customer has had fewer than {times:\d{1,3}} dropped calls in the last {days:\d{1,3}} days=History(count("call.dropped", History.days({days})) < {times})

# What to do
[then]send "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Message("{message}"));
[then]ask an agent who knows "{skill:[\p{L}\p{N} -]{1,60}}" to call within {hours:\d{1,3}} hours with the script "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Call("{message}", "{skill}", Duration.ofHours({hours})));
