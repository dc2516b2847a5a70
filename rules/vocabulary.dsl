# The sentences authors may use. A line of a rule must match one of these from its first letter to
# its last, and every {slot} its pattern. What stands after "=" is the engineers' business.

# What happened
[when]an outage of the customer's service has begun=Event(type == "incident.opened")
[when]the estimate of an outage has changed=Event(type == "incident.updated")
[when]an outage of the customer's service is over=Event(type == "incident.restored")
[when]an outage turned out to be a false alarm=Event(type == "incident.cancelled")
[when]a call was dropped=Event(type == "call.dropped")
[when]a caller gave up waiting=Event(type == "call.abandoned")
[when]the caller had waited at least {minutes:\d{1,3}} minutes=Event(number("waited") != null, number("waited").intValue() >= {minutes} * 60)
[when]a ticket was closed=Event(type == "ticket.closed")
[when]the ticket was resolved=Event(yes("resolved"))
[when]the ticket was not resolved=Event(!yes("resolved"))
[when]the ticket is about "{topic:[\p{L}\p{N} -]{1,60}}"=Event(text("topic") == "{topic}")
[when]a survey score of {n:\d{1,2}} or lower arrived=Event(type == "survey.answered", number("score") != null, number("score").doubleValue() <= {n})
[when]the survey is "{survey:csat|nps|ces}"=Event(text("survey") == "{survey}")
[when]about a closed ticket=Event(text("about") != null, text("about").startsWith("ticket"))
[when]an order is late=Event(type == "order.late")
[when]the order is at least {days:\d{1,3}} days late=Event(number("days") != null, number("days").doubleValue() >= {days})

# What is known of the outage
[when]an estimate is known=exists Incident(eta != null)
[when]the outage is of "{service:[\p{L}\p{N} -]{1,60}}"=exists Incident(service == "{service}")
[when]the outage lasted at least {hours:\d{1,3}} hours=exists (Event($about : incident(), $until : time) and Incident(id == $about, !openedAt.isAfter($until.minus(Duration.ofHours({hours})))))

# What is known of the customer
[when]the customer's tier is "{tier:[\p{L}\p{N} -]{1,60}}"=Customer(tier == "{tier}")
[when]the customer has a phone number=Customer(phone != null)
[when]the customer has been with us for at least {years:\d{1,2}} years=exists (History($now : asOf) and Customer(since != null, !since.isAfter(History.yearsBefore($now, zone, {years}))))
[when]the customer is in no open outage=not Incident(open)

# What happened before; windows are rolling and include what has just happened
[when]the customer has had at least {times:\d{1,3}} dropped calls in the last {days:\d{1,3}} days=History(count("call.dropped", History.days({days})) >= {times})
[when]the customer has had fewer than {times:\d{1,3}} dropped calls in the last {days:\d{1,3}} days=History(count("call.dropped", History.days({days})) < {times})
[when]the customer has been told of at least {times:\d{1,3}} outages in the last {days:\d{1,3}} days=History(outages(History.days({days})) >= {times})
# Only gifts of that currency count; what was withdrawn before it left does not.
[when]the customer has been given less than {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} in the last {days:\d{1,3}} days=History(givenLess("{amount}", "{currency}", History.days({days})))

# What to do
[then]send "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Message("{message}"));
[then]ask an agent who knows "{skill:[\p{L}\p{N} -]{1,60}}" to call within {hours:\d{1,3}} hours with the script "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Call("{message}", "{skill}", Duration.ofHours({hours})));
[then]give {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} with the message "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Gesture("{message}", Money.of("{amount}", "{currency}")));
[then]give {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} for "{reason:[\p{L}\p{N} ,-]{1,100}}" with the message "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Gesture("{message}", Money.of("{amount}", "{currency}"), "{reason}"));
