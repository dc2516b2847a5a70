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
#= wait until {time} on the next working day: the first working day after today, where the customer lives
#= within {hours} working hours: hours between 09:00 and 17:00 on working days, where the customer lives
#= {n} working days before: Monday to Friday but for public holidays, counted back from the day, which does not count itself
#= it is a working day: Monday to Friday but for public holidays, where the customer lives, when the rule is asked
#= it is between {from} and {until}: where the customer lives; from the first on and before the last
#= in {days} days: days of the calendar, where the customer lives
#= at least {days} days ago: so many times 24 hours back from the moment of deciding, or more
#= for at least {days} days: so many times 24 hours, up to the moment of deciding
#= last year: in the last 400 days
#= at least {minutes} minutes so far: by the clock, from its beginning to the moment of deciding
#= for {n} days: on the customer's calendar, from what gave rise to it, at the same time of the day

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
[when]a ticket was opened=Event(type == "ticket.opened")
[when]the ticket was resolved=Event(yes("resolved"))
[when]the ticket was not resolved=Event(!yes("resolved"))
[when]the ticket is about "{topic:[\p{L}\p{N} -]{1,60}}"=Event(text("topic") == "{topic}")
[when]a survey score of {n:\d{1,2}} or lower arrived=Event(type == "survey.answered", number("score") != null, number("score").doubleValue() <= {n})
[when]the survey is "{survey:csat|nps|ces}"=Event(text("survey") == "{survey}")
[when]about a closed ticket=Event(text("about") != null, text("about").startsWith("ticket"))
[when]a purchase was completed=Event(type == "purchase.completed")
[when]an order is late=Event(type == "order.late")
[when]the order is at least {days:\d{1,3}} days late=Event(number("days") != null, number("days").doubleValue() >= {days})
[when]the order is more than {days:\d{1,3}} days later than we promised=Event(number("days") != null, number("days").doubleValue() > {days})
[when]an order was cancelled=Event(type == "order.cancelled")
[when]an order was delivered=Event(type == "order.delivered")
[when]something is back in stock=Event(type == "stock.returned")
# Of what comes back, pieces are set aside for those who asked (stock.wanted), in the order in which they asked.
[when]a piece of what the customer asked for is set aside for them=Event(type == "stock.reserved")
[when]a payment failed=Event(type == "payment.failed")
[when]the customer's use has dropped=Event(type == "usage.dropped")
[when]the use has dropped by at least {percent:[1-9]\d?|100} percent=Event(fellBy({percent}))
[when]a colleague granted something by hand=Event(type == "gesture.granted")
[when]a message bounced=Event(type == "message.bounced")
[when]the customer complained about a message=Event(type == "message.complained")
[when]the customer unsubscribed=Event(type == "message.unsubscribed")
[when]a call of ours had an outcome=Event(type == "call.outcome")
[when]the outcome of the call was "{outcome:[\p{L}\p{N} _-]{1,60}}"=Event(text("outcome") == "{outcome}")
[when]the customer asked to be called back=Event(type == "callback.requested")
[when]the customer's record has changed=Event(type == "customer.updated")
# Any other type that a campaign.yaml names among its triggers.
[when]"{type:[a-z][a-z0-9.-]{0,59}}" happened=Event(type == "{type}")

# What the event says of itself. Where it does not say, it is neither "at least" nor "at most"
# anything, it is no "yes" and no "no", but it "is not" whatever it may be compared with.
[when]the event's "{field:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is "{value:[\p{L}\p{N} ._+:/-]{1,60}}"=Event(word("{field}") == "{value}")
[when]the event's "{field:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is not "{value:[\p{L}\p{N} ._+:/-]{1,60}}"=Event(word("{field}") != "{value}")
[when]the event's "{field:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is one of {values:"[\p{L}\p{N} ._+:/-]{1,60}"(?:, "[\p{L}\p{N} ._+:/-]{1,60}"){0,19}}=Event(word("{field}") in ({values}))
[when]the event's "{field:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is none of {values:"[\p{L}\p{N} ._+:/-]{1,60}"(?:, "[\p{L}\p{N} ._+:/-]{1,60}"){0,19}}=Event(word("{field}") not in ({values}))
[when]the event's "{field:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is at least {number:-?\d{1,9}(?:[.]\d{1,4})?}=Event(number("{field}") != null, number("{field}").doubleValue() >= {number})
[when]the event's "{field:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is at most {number:-?\d{1,9}(?:[.]\d{1,4})?}=Event(number("{field}") != null, number("{field}").doubleValue() <= {number})
[when]the event's "{field:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is between {low:-?\d{1,9}(?:[.]\d{1,4})?} and {high:-?\d{1,9}(?:[.]\d{1,4})?}=Event(number("{field}") != null, number("{field}").doubleValue() >= {low}, number("{field}").doubleValue() <= {high})
[when]the event's "{field:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is yes=Event(yes("{field}"))
[when]the event's "{field:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is no=Event(knows("{field}"), !yes("{field}"))
[when]the event's "{field:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is known=Event(knows("{field}"))
[when]the event's "{field:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is not known=Event(!knows("{field}"))
[when]the order comes to at least {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY}=Event(amountAtLeast("total", "{amount}", "{currency}"))
[when]the order comes to less than {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY}=Event(text("currency") == "{currency}", number("total") != null, !amountAtLeast("total", "{amount}", "{currency}"))

# What the clock says. A campaign hears of it if its campaign.yaml has such a schedule.
# A schedule {on: birthday}: today, where the customer lives, is the day.
[when]it is the customer's birthday=Event(type == "birthday", number("before") == null)
# A schedule {on: birthday, before: 4 working days}: counted back from the day, which does not count
# itself; a working day is Monday to Friday but for public holidays. A birthday on a Sunday is one working day after Friday.
[when]it is {n:[1-9]|[12]\d|30} working days before the customer's birthday=Event(type == "birthday", number("before") != null, number("before").intValue() == {n})
# 18, and every ten years from 30 on. Where the year of birth is unknown, no birthday is a round one.
[when]it is a round birthday=exists ($day : Event() and Customer(this.roundBirthday($day)))
[when]it is no round birthday=exists ($day : Event() and Customer(this.roundBirthday($day) == false))
# A schedule {on: anniversary}: of the customer's first day with us, and not that day itself.
[when]it is the anniversary of the customer's contract=exists ($day : Event(type == "anniversary") and Customer(this.years($day) >= 1))
# Every fifth year.
[when]it is a round anniversary of the customer's contract=exists ($day : Event(type == "anniversary") and Customer(this.years($day) >= 5, this.years($day) % 5 == 0))
# Counted on an anniversary, which the first of these sentences waits for.
[when]the customer has been with us at least {years:\d{1,3}} years=exists ($day : Event() and Customer(this.years($day) >= {years}))
# A schedule {inactive: 60d}: so long after the last event of the customer's own, once each time.
[when]the customer has done nothing for a while=Event(type == "inactive")
# The same with what came before: silent for so long, and not silent in the days before that.
[when]the customer has used nothing for {quiet:\d{1,3}} days and was active in the {days:\d{1,3}} days before=History(count("activity", History.days({quiet})) == 0, count("activity", History.days({quiet} + {days})) > 0)
# A schedule {cron: ...}: for every customer, when the crontab says so.
[when]it is time=Event(type.startsWith("schedule."))
# What a rule of the same campaign wanted to come back to; see "wait" below.
[when]the timer "{name:[a-z0-9-]{1,40}}" has run out=Event(type == "timer.{name}")

# What is known of the outage or maintenance that is being told
[when]an estimate is known=exists About(estimateKnown())
[when]the outage has no estimate=exists About(!estimateKnown())
[when]the outage lasted at least {hours:\d{1,3}} hours=exists About(lastedAtLeast({hours}))
[when]we broke our promise about this outage=exists About(promiseBroken())
[when]we kept our promises about this outage=exists About(!promiseBroken())
[when]the outage is of "{service:[\p{L}\p{N} -]{1,60}}"=exists Incident(service == "{service}")
[when]the outage is not of "{service:[\p{L}\p{N} -]{1,60}}"=exists (About($outage : incident) and Incident(this == $outage, service != "{service}"))
# "So far": open, and counted from when it began.
[when]the outage has lasted at least {minutes:\d{1,4}} minutes so far=exists (History($now : asOf) and About(this.openFor($now, {minutes})))
[when]the outage has lasted at least {hours:\d{1,3}} hours so far=exists (History($now : asOf) and About(this.openFor($now, {hours} * 60)))
# In writing or by phone, and not taken back before it left.
[when]the customer was told of this outage=exists (About($outage : incident) and History(this.toldOf($outage)))
[when]the customer was not told of this outage=not (About($outage : incident) and History(this.toldOf($outage)))
[when]the customer was told of this outage and not that it is over=exists (About($outage : incident) and History(this.toldOf($outage), !this.toldOver($outage)))
# What the customer was told last; whoever was told no estimate is not told that it moved.
[when]the customer was told an estimate=exists (About($outage : incident) and History(this.estimateTold($outage)))
[when]the customer was told no estimate=not (About($outage : incident) and History(this.estimateTold($outage)))
[when]the estimate has moved by more than {minutes:\d{1,4}} minutes since we last told the customer=exists (About($outage : incident) and History(this.estimateMoved($outage, {minutes})))
[when]the estimate has not moved by more than {minutes:\d{1,4}} minutes since we last told the customer=not (About($outage : incident) and History(this.estimateMoved($outage, {minutes})))

# Which outages the customer is in now, also where no outage is being told
[when]the customer is in an open outage=exists Incident(open)
[when]the customer is in an open outage of "{service:[\p{L}\p{N} -]{1,60}}"=exists Incident(open, service == "{service}")
[when]the customer is in no open outage of "{service:[\p{L}\p{N} -]{1,60}}"=not Incident(open, service == "{service}")
[when]the customer has been in an outage for at least {minutes:\d{1,4}} minutes=exists (History($now : asOf) and Incident(this.openFor($now, {minutes})))
[when]the customer has been in an outage for at least {hours:\d{1,3}} hours=exists (History($now : asOf) and Incident(this.openFor($now, {hours} * 60)))
[when]an outage of the customer's "{service:[\p{L}\p{N} -]{1,60}}" has lasted at least {minutes:\d{1,4}} minutes=exists (History($now : asOf) and Incident(service == "{service}", this.openFor($now, {minutes})))
[when]an outage of the customer's "{service:[\p{L}\p{N} -]{1,60}}" has lasted at least {hours:\d{1,3}} hours=exists (History($now : asOf) and Incident(service == "{service}", this.openFor($now, {hours} * 60)))
[when]the customer was told of an outage that is not over=exists ($outage : Incident(open) and History(this.toldOf($outage)))

# What is known of the customer
[when]the customer's tier is "{tier:[\p{L}\p{N} -]{1,60}}"=Customer(tier == "{tier}")
[when]the customer's tier is not "{tier:[\p{L}\p{N} -]{1,60}}"=Customer(tier != "{tier}")
[when]the customer's tier is one of {values:"[\p{L}\p{N} ._+:/-]{1,60}"(?:, "[\p{L}\p{N} ._+:/-]{1,60}"){0,19}}=Customer(tier in ({values}))
[when]the customer has a phone number=Customer(phone != null)
[when]the customer has no phone number=Customer(phone == null)
[when]the customer has an e-mail address=Customer(email != null)
[when]the customer has no e-mail address=Customer(email == null)
# By its two letters, such as nb, sv, et, fi, en, zh.
[when]the customer's language is {language:[a-z]{2,3}}=Customer(speaks("{language}"))
[when]the customer's language is not {language:[a-z]{2,3}}=Customer(!speaks("{language}"))
[when]the customer lives in the time zone {zone:[A-Za-z_]{2,30}(?:/[A-Za-z_-]{2,30}){0,2}}=Customer(zone != null, zone.getId() == "{zone}")
[when]the customer likes best to be reached by {channel:email|sms|call}=Customer(preferred.size() > 0, preferred.get(0).word() == "{channel}")
# A record's scopes, such as circuit:1201, area:7010, service:broadband. What hangs on a line and must
# not fall silent is device:alarm or device:medical.
[when]the customer depends on "{scope:[a-z]{1,20}:[\p{L}\p{N} ._-]{1,60}}"=Customer(scopes contains "{scope}")
[when]the customer does not depend on "{scope:[a-z]{1,20}:[\p{L}\p{N} ._-]{1,60}}"=Customer(scopes not contains "{scope}")
[when]the customer depends on an alarm or medical device=Customer(scopes contains "device:alarm" || scopes contains "device:medical")
[when]the customer depends on no alarm or medical device=Customer(scopes not contains "device:alarm", scopes not contains "device:medical")
[when]the customer has been with us for at least {years:\d{1,2}} years=exists (History($now : asOf) and Customer(since != null, !since.isAfter(History.yearsBefore($now, zone, {years}))))
# Where nobody knows since when, neither is true.
[when]the customer has been with us for less than {years:\d{1,2}} years=exists (History($now : asOf) and Customer(since != null, since.isAfter(History.yearsBefore($now, zone, {years}))))
[when]the customer has been with us for at least {days:\d{1,4}} days=exists (History($now : asOf) and Customer(this.withUs($now, {days})))
[when]the customer has been with us for less than {days:\d{1,4}} days=exists (History($now : asOf) and Customer(since != null, !this.withUs($now, {days})))
# Days of the calendar, where the customer lives.
[when]the customer's birthday is in {days:\d{1,3}} days=exists (History($now : asOf) and Customer(this.birthdayIn($now, {days})))
[when]the customer's birthday is today=exists (History($now : asOf) and Customer(this.birthdayIn($now, 0)))
[when]the customer is in no open outage=not Incident(open)

# What else the company knows: the traits of a record. What is not known is neither "at least" nor
# "at most" anything, it is no "yes" and no "no", but it "is not" whatever it may be compared with.
[when]the customer's "{trait:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is "{value:[\p{L}\p{N} ._+:/-]{1,60}}"=Customer(word("{trait}") == "{value}")
[when]the customer's "{trait:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is not "{value:[\p{L}\p{N} ._+:/-]{1,60}}"=Customer(word("{trait}") != "{value}")
[when]the customer's "{trait:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is one of {values:"[\p{L}\p{N} ._+:/-]{1,60}"(?:, "[\p{L}\p{N} ._+:/-]{1,60}"){0,19}}=Customer(word("{trait}") in ({values}))
[when]the customer's "{trait:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is none of {values:"[\p{L}\p{N} ._+:/-]{1,60}"(?:, "[\p{L}\p{N} ._+:/-]{1,60}"){0,19}}=Customer(word("{trait}") not in ({values}))
[when]the customer's "{trait:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is at least {number:-?\d{1,9}(?:[.]\d{1,4})?}=Customer(number("{trait}") != null, number("{trait}").doubleValue() >= {number})
[when]the customer's "{trait:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is at most {number:-?\d{1,9}(?:[.]\d{1,4})?}=Customer(number("{trait}") != null, number("{trait}").doubleValue() <= {number})
[when]the customer's "{trait:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is between {low:-?\d{1,9}(?:[.]\d{1,4})?} and {high:-?\d{1,9}(?:[.]\d{1,4})?}=Customer(number("{trait}") != null, number("{trait}").doubleValue() >= {low}, number("{trait}").doubleValue() <= {high})
[when]the customer's "{trait:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is yes=Customer(yes("{trait}"))
[when]the customer's "{trait:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is no=Customer(knows("{trait}"), !yes("{trait}"))
[when]the customer's "{trait:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is known=Customer(knows("{trait}"))
[when]the customer's "{trait:[A-Za-z][A-Za-z0-9_.-]{0,39}}" is not known=Customer(!knows("{trait}"))
# The traits "business" and "leaving"; a customer of whom nobody says so is neither.
[when]the customer is a business=Customer(yes("business"))
[when]the customer is not a business=Customer(!yes("business"))
[when]the customer gave notice to leave=Customer(yes("leaving"))
[when]the customer has not given notice to leave=Customer(!yes("leaving"))

# What day and time it is where the customer lives, when the rule is asked. "Between" is from the
# first on and before the last; from 22:00 to 06:00 is a night. A working day is Monday to Friday, and no
# public holiday: see holidays: in contact-policy.yaml.
[when]it is a working day=exists (History($now : asOf) and Customer(this.workingDay($now)))
[when]it is no working day=exists (History($now : asOf) and Customer(!this.workingDay($now)))
[when]it is between {from:(?:[01]\d|2[0-3]):[0-5]\d} and {until:(?:[01]\d|2[0-3]):[0-5]\d}=exists (History($now : asOf) and Customer(this.between($now, "{from}", "{until}")))
[when]it is not between {from:(?:[01]\d|2[0-3]):[0-5]\d} and {until:(?:[01]\d|2[0-3]):[0-5]\d}=exists (History($now : asOf) and Customer(!this.between($now, "{from}", "{until}")))
[when]it is {month:January|February|March|April|May|June|July|August|September|October|November|December}=exists (History($now : asOf) and Customer(this.inMonth($now, "{month}")))
[when]it is not {month:January|February|March|April|May|June|July|August|September|October|November|December}=exists (History($now : asOf) and Customer(!this.inMonth($now, "{month}")))

# What happened before; windows are rolling and include what has just happened
[when]the customer has had at least {times:\d{1,3}} dropped calls in the last {days:\d{1,3}} days=History(count("call.dropped", History.days({days})) >= {times})
[when]the customer has had fewer than {times:\d{1,3}} dropped calls in the last {days:\d{1,3}} days=History(count("call.dropped", History.days({days})) < {times})
[when]the customer has had no dropped calls in the last {days:\d{1,3}} days=History(count("call.dropped", History.days({days})) == 0)
[when]the customer has had at least {times:\d{1,3}} calls given up waiting in the last {days:\d{1,3}} days=History(count("call.abandoned", History.days({days})) >= {times})
[when]the customer has had fewer than {times:\d{1,3}} calls given up waiting in the last {days:\d{1,3}} days=History(count("call.abandoned", History.days({days})) < {times})
[when]the customer has had no calls given up waiting in the last {days:\d{1,3}} days=History(count("call.abandoned", History.days({days})) == 0)
[when]the customer has had at least {times:\d{1,3}} failed payments in the last {days:\d{1,3}} days=History(count("payment.failed", History.days({days})) >= {times})
[when]the customer has had fewer than {times:\d{1,3}} failed payments in the last {days:\d{1,3}} days=History(count("payment.failed", History.days({days})) < {times})
[when]the customer has had no failed payments in the last {days:\d{1,3}} days=History(count("payment.failed", History.days({days})) == 0)
[when]the customer has had at least {times:\d{1,3}} late orders in the last {days:\d{1,3}} days=History(count("order.late", History.days({days})) >= {times})
[when]the customer has had fewer than {times:\d{1,3}} late orders in the last {days:\d{1,3}} days=History(count("order.late", History.days({days})) < {times})
[when]the customer has had no late orders in the last {days:\d{1,3}} days=History(count("order.late", History.days({days})) == 0)
[when]the customer has made at least {times:\d{1,3}} purchases in the last {days:\d{1,3}} days=History(count("purchase.completed", History.days({days})) >= {times})
[when]the customer has made fewer than {times:\d{1,3}} purchases in the last {days:\d{1,3}} days=History(count("purchase.completed", History.days({days})) < {times})
[when]the customer has made no purchases in the last {days:\d{1,3}} days=History(count("purchase.completed", History.days({days})) == 0)
[when]the customer has had at least {times:\d{1,3}} new tickets in the last {days:\d{1,3}} days=History(count("ticket.opened", History.days({days})) >= {times})
[when]the customer has had fewer than {times:\d{1,3}} new tickets in the last {days:\d{1,3}} days=History(count("ticket.opened", History.days({days})) < {times})
[when]the customer has had no new tickets in the last {days:\d{1,3}} days=History(count("ticket.opened", History.days({days})) == 0)
[when]the customer has had at least {times:\d{1,3}} bounced messages in the last {days:\d{1,3}} days=History(count("message.bounced", History.days({days})) >= {times})
[when]the customer has had fewer than {times:\d{1,3}} bounced messages in the last {days:\d{1,3}} days=History(count("message.bounced", History.days({days})) < {times})
[when]the customer has had no bounced messages in the last {days:\d{1,3}} days=History(count("message.bounced", History.days({days})) == 0)
[when]the customer has made at least {times:\d{1,3}} complaints about messages in the last {days:\d{1,3}} days=History(count("message.complained", History.days({days})) >= {times})
[when]the customer has made fewer than {times:\d{1,3}} complaints about messages in the last {days:\d{1,3}} days=History(count("message.complained", History.days({days})) < {times})
[when]the customer has made no complaints about messages in the last {days:\d{1,3}} days=History(count("message.complained", History.days({days})) == 0)
[when]the customer has made at least {times:\d{1,3}} requests to be called back in the last {days:\d{1,3}} days=History(count("callback.requested", History.days({days})) >= {times})
[when]the customer has made fewer than {times:\d{1,3}} requests to be called back in the last {days:\d{1,3}} days=History(count("callback.requested", History.days({days})) < {times})
[when]the customer has made no requests to be called back in the last {days:\d{1,3}} days=History(count("callback.requested", History.days({days})) == 0)
# Any other type of event.
[when]"{type:[a-z][a-z0-9.-]{0,59}}" has happened at least {times:\d{1,3}} times in the last {days:\d{1,3}} days=History(count("{type}", History.days({days})) >= {times})
[when]"{type:[a-z][a-z0-9.-]{0,59}}" has happened fewer than {times:\d{1,3}} times in the last {days:\d{1,3}} days=History(count("{type}", History.days({days})) < {times})
[when]"{type:[a-z][a-z0-9.-]{0,59}}" has not happened in the last {days:\d{1,3}} days=History(count("{type}", History.days({days})) == 0)
# It did happen, in the last thousand days.
[when]the last "{type:[a-z][a-z0-9.-]{0,59}}" was at least {days:\d{1,3}} days ago=History(count("{type}", History.days({days})) == 0, count("{type}", History.days(1000)) > 0)
# Whatever the customer does: any event of theirs but a changed record.
[when]the customer was active in the last {days:\d{1,3}} days=History(count("activity", History.days({days})) > 0)
[when]the customer was not active in the last {days:\d{1,3}} days=History(count("activity", History.days({days})) == 0)
# Opened and not closed since, by the number of the ticket.
[when]a ticket is open=History(tickets.size() > 0)
[when]no ticket is open=History(tickets.size() == 0)
[when]a ticket has been open for at least {days:\d{1,3}} days=History(ticketOpenFor(History.days({days})))
[when]no ticket has been open for {days:\d{1,3}} days=History(!ticketOpenFor(History.days({days})))
# All outages and maintenance of what the customer depends on; what overlaps counts once.
[when]the customer was without service for at least {hours:\d{1,4}} hours in total in the last {days:\d{1,3}} days=History(withoutService(History.days({days})).toHours() >= {hours})
[when]the customer was without service for less than {hours:\d{1,4}} hours in total in the last {days:\d{1,3}} days=History(withoutService(History.days({days})).toHours() < {hours})
[when]the customer was without "{service:[\p{L}\p{N} -]{1,60}}" for at least {hours:\d{1,4}} hours in total in the last {days:\d{1,3}} days=History(withoutService("{service}", History.days({days})).toHours() >= {hours})
[when]the customer was without "{service:[\p{L}\p{N} -]{1,60}}" for less than {hours:\d{1,4}} hours in total in the last {days:\d{1,3}} days=History(withoutService("{service}", History.days({days})).toHours() < {hours})
[when]the customer has been told of at least {times:\d{1,3}} outages in the last {days:\d{1,3}} days=History(outages(History.days({days})) >= {times})
# Only gifts of that currency count; what was withdrawn before it left does not.
[when]the customer has been given less than {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} in the last {days:\d{1,3}} days=History(givenLess("{amount}", "{currency}", History.days({days})))
[when]the customer has been given at least {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} in the last {days:\d{1,3}} days=History(!givenLess("{amount}", "{currency}", History.days({days})))
[when]the customer has been given a gesture in the last {days:\d{1,3}} days=History(givenAnything(History.days({days})))
[when]the customer has not been given a gesture in the last {days:\d{1,3}} days=History(!givenAnything(History.days({days})))
# By whichever campaign; what still waits to leave counts as sent.
[when]the customer was sent "{message:[a-z0-9-]{1,60}}" in the last {days:\d{1,3}} days=History(sent("{message}", History.days({days})))
[when]the customer was not sent "{message:[a-z0-9-]{1,60}}" in the last {days:\d{1,3}} days=History(!sent("{message}", History.days({days})))
# In the last 400 days: a day that moves with the weekends is still found a year later.
[when]the customer got "{message:[a-z0-9-]{1,60}}" last year=History(sent("{message}", History.days(400)))
[when]the customer did not get "{message:[a-z0-9-]{1,60}}" last year=History(!sent("{message}", History.days(400)))
# In writing or by phone.
[when]the customer has heard from the campaign "{campaign:[a-z0-9-]{1,60}}" in the last {days:\d{1,3}} days=History(heardFrom("{campaign}", History.days({days})))
[when]the customer has not heard from the campaign "{campaign:[a-z0-9-]{1,60}}" in the last {days:\d{1,3}} days=History(!heardFrom("{campaign}", History.days({days})))
[when]the customer has heard from us in the last {days:\d{1,3}} days=History(contacted(History.days({days})))
[when]the customer has not heard from us in the last {days:\d{1,3}} days=History(!contacted(History.days({days})))

# What to do
[then]send "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Message("{message}"));
# By this channel and no other; the message needs a text for it.
[then]send "{message:[a-z0-9-]{1,60}}" by e-mail=insert(new Proposal.Message("{message}").by(Channel.EMAIL));
[then]send "{message:[a-z0-9-]{1,60}}" by text message=insert(new Proposal.Message("{message}").by(Channel.SMS));
# Whom the first channel does not reach gets the second at once.
[then]send "{message:[a-z0-9-]{1,60}}" by text message; if it is not delivered in {n:\d{1,3}} minutes, by e-mail=insert(new Proposal.Message("{message}").by(Channel.SMS, Duration.ofMinutes({n}), Channel.EMAIL));
# Working hours are 09:00 to 17:00 on working days, where the customer lives. A call is called off
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
# A budget without an amount covers everybody.
[then]give {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} for "{reason:[\p{L}\p{N} ,-]{1,100}}" from "{budget:[\p{L}\p{N} -]{1,60}}" with the message "{message:[a-z0-9-]{1,60}}"; if it cannot cover everyone in the outage, ask "{somebody:[\p{L}\p{N} -]{1,60}}" first=insert(new Proposal.Gesture("{message}", Money.of("{amount}", "{currency}"), "{reason}").from("{budget}").orAsk("{somebody}"));
# What the customer uses with a code, {{gesture.code}} in its message, up to {{gesture.expires}}. Budgets
# count what it costs us, in the same currency.
[then]give a {kind:voucher|discount} of {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} that costs us {cost:[1-9]\d{0,5}(?:[.]\d{2})?} and is good for {days:[1-9]\d{0,2}} days for "{reason:[\p{L}\p{N} ,-]{1,100}}" with the message "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Gesture("{message}", Money.of("{amount}", "{currency}"), "{reason}").as("{kind}", "{cost}", {days}));
[then]give a {kind:voucher|discount} of {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} that costs us {cost:[1-9]\d{0,5}(?:[.]\d{2})?} and is good for {days:[1-9]\d{0,2}} days for "{reason:[\p{L}\p{N} ,-]{1,100}}" from "{budget:[\p{L}\p{N} -]{1,60}}" with the message "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Gesture("{message}", Money.of("{amount}", "{currency}"), "{reason}").as("{kind}", "{cost}", {days}).from("{budget}"));
[then]give a {kind:voucher|discount} of {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} that costs us {cost:[1-9]\d{0,5}(?:[.]\d{2})?} and is good for {days:[1-9]\d{0,2}} days for "{reason:[\p{L}\p{N} ,-]{1,100}}" from "{budget:[\p{L}\p{N} -]{1,60}}" with the message "{message:[a-z0-9-]{1,60}}"; if it cannot cover everyone in the outage, ask "{somebody:[\p{L}\p{N} -]{1,60}}" first=insert(new Proposal.Gesture("{message}", Money.of("{amount}", "{currency}"), "{reason}").as("{kind}", "{cost}", {days}).from("{budget}").orAsk("{somebody}"));
# What a colleague grants by hand (POST /api/gestures): how much, and what for, is what they say, and the
# campaign listens to gesture.granted. What is more than they may grant waits for somebody else's yes.
[then]give the credit that a colleague granted from "{budget:[\p{L}\p{N} -]{1,60}}" with the message "{message:[a-z0-9-]{1,60}}"=insert(new AsGranted("{message}", "credit", 0, "{budget}"));
[then]give the {kind:voucher|discount} that a colleague granted, good for {days:[1-9]\d{0,2}} days, from "{budget:[\p{L}\p{N} -]{1,60}}" with the message "{message:[a-z0-9-]{1,60}}"=insert(new AsGranted("{message}", "{kind}", {days}, "{budget}"));
# A colleague writes it by hand: the text is what "note" says in the message. Budgets count what it
# costs us, and so does what one customer may be given.
[then]have a note written by hand within {days:[1-9]\d?} days for "{reason:[\p{L}\p{N} ,-]{1,100}}" that costs us {cost:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} with the text "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Gesture("{message}", Money.of("{cost}", "{currency}"), "{reason}").by(Channel.NOTE, Duration.ofDays({days})));
[then]have a note written by hand within {days:[1-9]\d?} days for "{reason:[\p{L}\p{N} ,-]{1,100}}" that costs us {cost:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} from "{budget:[\p{L}\p{N} -]{1,60}}" with the text "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Gesture("{message}", Money.of("{cost}", "{currency}"), "{reason}").from("{budget}").by(Channel.NOTE, Duration.ofDays({days})));
# What is owed by law or contract: to everybody, from an account of its own. It is paid as a credit is,
# and colleagues are warned before it is late. Say so in a message of its own.
[then]owe the customer {amount:[1-9]\d{0,5}(?:[.]\d{2})?} {currency:NOK|SEK|DKK|EUR|GBP|USD|CNY} because of "{reason:[\p{L}\p{N} ,-]{1,100}}", due within {days:[1-9]\d{0,2}} days=insert(new Act.Owe(Money.of("{amount}", "{currency}"), "{reason}", {days}));
# The message says in its front matter which survey it is: csat, nps or ces.
[then]ask the survey "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Survey("{message}"));

# Whom to tell beside the customer: a team, once about the same thing.
[then]alert the "{team:[\p{L}\p{N} -]{1,60}}" team: "{text:[\p{L}\p{N} .,;:!?()%+-]{1,200}}"=insert(new Act.Alert("{team}", "{text}"));
# What everybody can read: once for each stage of the outage that is being told.
[then]publish "{text:[\p{L}\p{N} .,;:!?()%+-]{1,200}}" publicly=insert(new Act.Notice("{text}"));
# Messages, calls and timers that were decided before and name the same order or ticket, or are keyed by it.
[then]stop everything still waiting about this {thing:order|ticket|invoice}=insert(new Act.Stop("{thing}"));
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
# A working day is Monday to Friday but for public holidays; the time is on the customer's clock.
[then]wait until {time:(?:[01]\d|2[0-3]):[0-5]\d} on the next working day and look again as "{name:[a-z0-9-]{1,40}}"=insert(new Proposal.Timer("{name}", new Span.NextWorkingDay(java.time.LocalTime.parse("{time}"))));
