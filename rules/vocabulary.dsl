# The sentences authors may use. A line of a rule must match one of these from its first letter to
# its last, and every {slot} its pattern. What stands after "=" is the engineers' business.
#
#= in the last {days} days: so many times 24 hours back from the moment of deciding, and what has just happened counts
#= within {hours} hours: by the clock, from the moment of deciding
#= for at least {years} years: on the calendar where the customer lives, up to today
#= wait {n} hours: by the clock, from what gave rise to it
#= wait {n} days: on the customer's calendar, from what gave rise to it, at the same time of the day
#= wait {n} weeks: on the customer's calendar, from what gave rise to it, at the same time of the day
#= wait {n} months: on the customer's calendar, from what gave rise to it, at the same time of the day
#= wait {n} years: on the customer's calendar, from what gave rise to it, at the same time of the day

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
[when]a survey score of {n:\d{1,2}} or lower arrived=Event(type == "survey.answered", number("score") != null, number("score").doubleValue() <= {n})
[when]the survey is "{survey:csat|nps|ces}"=Event(text("survey") == "{survey}")
[when]about a closed ticket=Event(text("about") != null, text("about").startsWith("ticket"))
[when]a purchase was completed=Event(type == "purchase.completed")
[when]an order is late=Event(type == "order.late")
[when]the order is at least {days:\d{1,3}} days late=Event(number("days") != null, number("days").doubleValue() >= {days})

# What the clock says. A campaign hears of it if its campaign.yaml has such a schedule.
# A schedule {on: birthday}: today, where the customer lives, is the day.
[when]it is the customer's birthday=Event(type == "birthday")
# 18, and every ten years from 30 on. Where the year of birth is unknown, no birthday is a round one.
[when]it is a round birthday=exists ($day : Event() and Customer(this.roundBirthday($day)))
[when]it is no round birthday=exists ($day : Event() and Customer(this.roundBirthday($day) == false))
# A schedule {on: anniversary}: of the customer's first day with us, and not that day itself.
[when]it is the anniversary of the customer's contract=exists ($day : Event(type == "anniversary") and Customer(this.years($day) >= 1))
# Counted on an anniversary, which the last sentence waits for.
[when]the customer has been with us at least {years:\d{1,3}} years=exists ($day : Event() and Customer(this.years($day) >= {years}))
# A schedule {inactive: 60d}: so long after the last event of the customer's own, once each time.
[when]the customer has done nothing for a while=Event(type == "inactive")
# A schedule {cron: ...}: for every customer, when the crontab says so.
[when]it is time=Event(type.startsWith("schedule."))
# What a rule of the same campaign wanted to come back to; see "wait" below.
[when]the timer "{name:[a-z0-9-]{1,40}}" has run out=Event(type == "timer.{name}")

# What is known of the outage or maintenance that is being told
[when]an estimate is known=exists About(estimateKnown())
[when]the outage has no estimate=exists About(!estimateKnown())
[when]the outage lasted at least {hours:\d{1,3}} hours=exists About(lastedAtLeast({hours}))
[when]the outage is of "{service:[\p{L}\p{N} -]{1,60}}"=exists Incident(service == "{service}")

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
# Working hours are 09:00 to 17:00, Monday to Friday, where the customer lives. A call is called off
# by "unless they ring us first" if a call of the customer's comes in before it was made.
[then]ask an agent who knows "{skill:[\p{L}\p{N} -]{1,60}}" to call within {hours:\d{1,3}} hours with the script "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Call("{message}", "{skill}", Duration.ofHours({hours})));
[then]ask an agent who knows "{skill:[\p{L}\p{N} -]{1,60}}" to call within {hours:\d{1,3}} hours with the script "{message:[a-z0-9-]{1,60}}", unless they ring us first=insert(new Proposal.Call("{message}", "{skill}", Duration.ofHours({hours})).with(Proposal.Call.Term.UNLESS_RUNG));
[then]ask an agent who knows "{skill:[\p{L}\p{N} -]{1,60}}" to call within {hours:\d{1,3}} working hours with the script "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Call("{message}", "{skill}", new Span.WorkingHours({hours})));
[then]ask an agent who knows "{skill:[\p{L}\p{N} -]{1,60}}" to call within {hours:\d{1,3}} working hours with the script "{message:[a-z0-9-]{1,60}}", unless they ring us first=insert(new Proposal.Call("{message}", "{skill}", new Span.WorkingHours({hours})).with(Proposal.Call.Term.UNLESS_RUNG));
[then]ask an agent who speaks the customer's language and knows "{skill:[\p{L}\p{N} -]{1,60}}" to call within {hours:\d{1,3}} hours with the script "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Call("{message}", "{skill}", Duration.ofHours({hours})).with(Proposal.Call.Term.LANGUAGE));
[then]ask an agent who speaks the customer's language and knows "{skill:[\p{L}\p{N} -]{1,60}}" to call within {hours:\d{1,3}} hours with the script "{message:[a-z0-9-]{1,60}}", unless they ring us first=insert(new Proposal.Call("{message}", "{skill}", Duration.ofHours({hours})).with(Proposal.Call.Term.LANGUAGE, Proposal.Call.Term.UNLESS_RUNG));
[then]ask an agent who speaks the customer's language and knows "{skill:[\p{L}\p{N} -]{1,60}}" to call within {hours:\d{1,3}} working hours with the script "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Call("{message}", "{skill}", new Span.WorkingHours({hours})).with(Proposal.Call.Term.LANGUAGE));
[then]ask an agent who speaks the customer's language and knows "{skill:[\p{L}\p{N} -]{1,60}}" to call within {hours:\d{1,3}} working hours with the script "{message:[a-z0-9-]{1,60}}", unless they ring us first=insert(new Proposal.Call("{message}", "{skill}", new Span.WorkingHours({hours})).with(Proposal.Call.Term.LANGUAGE, Proposal.Call.Term.UNLESS_RUNG));
[then]give {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} with the message "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Gesture("{message}", Money.of("{amount}", "{currency}")));
[then]give {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} for "{reason:[\p{L}\p{N} ,-]{1,100}}" with the message "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Gesture("{message}", Money.of("{amount}", "{currency}"), "{reason}"));
# A budget is named under budgets: in contact-policy.yaml.
[then]give {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} for "{reason:[\p{L}\p{N} ,-]{1,100}}" from "{budget:[\p{L}\p{N} -]{1,60}}" with the message "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Gesture("{message}", Money.of("{amount}", "{currency}"), "{reason}").from("{budget}"));
# The message says in its front matter which survey it is: csat, nps or ces.
[then]ask the survey "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Survey("{message}"));

# Whom to tell beside the customer: a team, once about the same thing.
[then]alert the "{team:[\p{L}\p{N} -]{1,60}}" team: "{text:[\p{L}\p{N} .,;:!?()%+-]{1,200}}"=insert(new Act.Alert("{team}", "{text}"));
# What everybody can read: once for each stage of the outage that is being told.
[then]publish "{text:[\p{L}\p{N} .,;:!?()%+-]{1,200}}" publicly=insert(new Act.Notice("{text}"));
# Messages, calls and timers that were decided before and name the same order or ticket, or are keyed by it.
[then]stop everything still waiting about this {thing:order|ticket}=insert(new Act.Stop("{thing}"));
# From the next event on; what the customer requested is never muted.
[then]mute {purpose:care|goodwill|marketing} for {n:\d{1,3}} days=insert(new Act.Mute(Purpose.of("{purpose}"), Period.ofDays({n})));
# A trait of the customer from the next event on, over the company's own of that name.
[then]remember "{trait:[a-z][a-z0-9-]{0,39}}" as "{value:[\p{L}\p{N} .,-]{1,100}}"=insert(new Act.Remember("{trait}", "{value}"));

# What to come back to. Days, weeks, months and years are counted on the customer's calendar from
# what gave rise to it, hours by the clock; then the same campaign hears of it, with the same data.
[then]wait {n:\d{1,4}} hours and look again as "{name:[a-z0-9-]{1,40}}"=insert(new Proposal.Timer("{name}", Duration.ofHours({n})));
[then]wait {n:\d{1,3}} days and look again as "{name:[a-z0-9-]{1,40}}"=insert(new Proposal.Timer("{name}", Period.ofDays({n})));
[then]wait {n:\d{1,3}} weeks and look again as "{name:[a-z0-9-]{1,40}}"=insert(new Proposal.Timer("{name}", Period.ofWeeks({n})));
[then]wait {n:\d{1,3}} months and look again as "{name:[a-z0-9-]{1,40}}"=insert(new Proposal.Timer("{name}", Period.ofMonths({n})));
[then]wait {n:\d{1,2}} years and look again as "{name:[a-z0-9-]{1,40}}"=insert(new Proposal.Timer("{name}", Period.ofYears({n})));
# A working day is Monday to Friday; the time is on the customer's clock.
[then]wait until {time:(?:[01]\d|2[0-3]):[0-5]\d} on the next working day and look again as "{name:[a-z0-9-]{1,40}}"=insert(new Proposal.Timer("{name}", new Span.NextWorkingDay(java.time.LocalTime.parse("{time}"))));
