package org.beforehand.intake;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.beforehand.customer.Timeline;
import org.beforehand.customer.Timeline.Entry;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Rulebook;
import org.beforehand.deliver.Outbox;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.intake.WaitingListTable.Asked;
import org.beforehand.intake.WaitingListTable.Ended;
import org.beforehand.intake.WaitingListTable.Untold;
import org.beforehand.intake.WaitingListTable.Wish;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who asked to be told when a thing is back in stock ({@code stock.wanted}), and for whom a piece
 * is set aside. What comes back ({@code stock.returned}) goes to those who asked, in the order in
 * which they asked, a piece each; each of them hears of it ({@code stock.reserved}) and has it for
 * a while. A piece that is declined ({@code stock.declined}) or not bought by then is set aside for
 * whoever is next. What nobody waits for is the shop's.
 */
final class WaitingList {

  private static final String RETURNED = "stock.returned";

  /** So many pieces at once. */
  private static final int MOST = 1_000_000;

  private final WaitingListTable table;
  private final Timeline timeline;
  private final Outbox outbox;

  WaitingList(JdbcClient db) {
    this.table = new WaitingListTable(db);
    this.timeline = new Timeline(db);
    this.outbox = new Outbox(db);
  }

  /** Takes in those among these events, in their order. The caller holds their customers. */
  void take(List<Event> events, When when) {
    List<Deed> left = Deed.among(events);
    while (!left.isEmpty()) {
      // Of what one customer did about one thing, one after the other.
      Map<Wish, Deed> first = new LinkedHashMap<>();
      List<Deed> later = new ArrayList<>();
      for (Deed deed : left) {
        if (first.putIfAbsent(deed.wish(), deed) != null) {
          later.add(deed);
        }
      }
      done(first.values(), when);
      left = later;
    }
  }

  private void done(Collection<Deed> deeds, When when) {
    List<Wish> live = table.live(deeds.stream().map(Deed::wish).toList());
    if (!live.isEmpty()) {
      // Only then may somebody else hand on a piece of theirs at this moment.
      table.lock(live.stream().map(Wish::sku).collect(Collectors.toSet()));
    }
    // First, so that they may have what others of these decline.
    table.enter(
        deeds.stream()
            .filter(deed -> deed.what() == Deed.What.WANTED)
            .map(deed -> new Asked(deed.wish(), deed.event(), when.of(deed.event())))
            .toList());
    if (live.isEmpty()) {
      return;
    }
    List<Ended> ended = new ArrayList<>(end(deeds, Deed.What.BOUGHT, live, when.at()));
    Map<String, Integer> freed = new TreeMap<>();
    for (Ended one : end(deeds, Deed.What.DECLINED, live, when.at())) {
      ended.add(one);
      if (one.held()) {
        freed.merge(one.wish().sku(), 1, Integer::sum);
      }
    }
    takeBack(ended.stream().filter(Ended::held).toList(), when.at());
    table.grant(freed, when.at());
  }

  private List<Ended> end(
      Collection<Deed> deeds, Deed.What what, Collection<Wish> live, Instant at) {
    List<Wish> theirs =
        deeds.stream()
            .filter(deed -> deed.what() == what)
            .map(Deed::wish)
            .filter(live::contains)
            .toList();
    return theirs.isEmpty() ? List.of() : table.end(theirs, what.word(), at);
  }

  /** Nobody is told any more of what they have bought or declined. */
  private void takeBack(List<Ended> ended, Instant at) {
    if (ended.isEmpty()) {
      return;
    }
    Set<Event.Key> theirs = new HashSet<>();
    Set<String> customers = new HashSet<>();
    for (Ended one : ended) {
      theirs.add(new Event.Key(Event.TIMER, id(one.cause())));
      customers.add(one.wish().customer());
    }
    outbox.stop(
        outbox.waiting(customers).stream()
            .filter(one -> theirs.contains(one.cause()))
            .map(one -> new Outbox.Withdrawn(one.number(), at, 0))
            .toList());
  }

  /**
   * Shares out what came back; the caller stores the entry that is returned. Where no live campaign
   * would tell anybody, everybody goes on waiting.
   *
   * @throws Refused if it does not say how many pieces there are; nothing is written
   */
  Entry share(Read.Good good, Instant at, Rulebook rulebook) throws Refused {
    Event event = good.event();
    if (!event.type().equals(RETURNED)) {
      return IncidentDesk.entry(good, at, Timeline.Outcome.NO_LISTENER, null);
    }
    String sku = ((Subject.OfItem) event.subject()).sku();
    int quantity = quantity(event);
    if (event.knows("sku") && !sku.equals(event.word("sku"))) {
      throw new Refused("data.sku: expected the thing of the subject, or nothing");
    }
    if (!tells(rulebook)) {
      return IncidentDesk.entry(
          good,
          at,
          Timeline.Outcome.NO_LISTENER,
          "no live campaign listens to " + WaitingBook.RESERVED);
    }
    table.lock(List.of(sku));
    int granted = table.grant(Map.of(sku, quantity), at);
    return IncidentDesk.entry(
        good,
        at,
        Timeline.Outcome.SWEEP,
        "set aside for " + granted + " of those who asked, of " + quantity);
  }

  private static int quantity(Event event) throws Refused {
    BigDecimal quantity = event.number("quantity");
    if (quantity == null
        || quantity.signum() < 0
        || quantity.compareTo(BigDecimal.valueOf(MOST)) > 0
        || quantity.stripTrailingZeros().scale() > 0) {
      throw new Refused("data.quantity: expected how many pieces are free, from 0 to 1000000");
    }
    return quantity.intValueExact();
  }

  private static boolean tells(Rulebook rulebook) {
    return rulebook.listensTo(WaitingBook.RESERVED)
        && rulebook.campaigns().values().stream()
            .anyMatch(
                one ->
                    one.status() == Campaign.Status.LIVE
                        && one.triggers().contains(WaitingBook.RESERVED));
  }

  /**
   * Hands on what was set aside for long enough, in the caller's transaction.
   *
   * @return how many pieces; call again while it is not 0
   */
  int lapse(Instant at) {
    List<String> skus = table.lapsing(at, Intake.MOST);
    if (skus.isEmpty()) {
      return 0;
    }
    table.lock(skus);
    Map<String, Integer> freed = table.lapse(skus, at);
    table.grant(freed, at);
    return freed.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Who is to be told, and the events by which they are, in the same order. */
  record Telling(List<Long> numbers, List<Read.Good> events, Instant until) {}

  /** Those who have a piece and do not know it, as far as somebody tells them. */
  Telling due(Instant at, Rulebook rulebook) {
    Instant until = at.plus(rulebook.policy().setAside());
    Telling telling = new Telling(new ArrayList<>(), new ArrayList<>(), until);
    List<Untold> untold = tells(rulebook) ? table.untold(Intake.MOST) : List.of();
    Map<Event.Key, Event> known =
        untold.isEmpty()
            ? Map.of()
            : timeline.find(untold.stream().map(Untold::cause).collect(Collectors.toSet()));
    for (Untold one : untold) {
      Event event = event(one, known.get(one.cause()), at, until);
      telling.numbers.add(one.number());
      telling.events.add(
          new Read.Good(
              event, Fingerprint.of(event.type(), event.subject(), event.time(), event.data())));
    }
    return telling;
  }

  /**
   * Whoever they were decided for has been told, or could not be, or has meanwhile bought or
   * declined it. The caller holds the customers.
   */
  void told(Telling telling, Instant at) {
    table.told(
        telling.numbers(),
        telling.events().stream().map(good -> good.event().id()).toList(),
        at,
        telling.until());
    takeBack(table.endedUntold(telling.numbers()), at);
  }

  /** It holds what the customer said when they asked, such as the thing's name. */
  private static Event event(Untold one, @Nullable Event asked, Instant at, Instant until) {
    Map<String, Object> data = new HashMap<>(asked == null ? Map.of() : asked.data());
    data.remove("timer");
    data.put("sku", one.wish().sku());
    data.put("asked", one.wish().sku() + " " + one.asked());
    data.put("until", until.toString());
    return new Event(
        Event.TIMER,
        id(one.cause()),
        WaitingBook.RESERVED,
        new Subject.OfCustomer(one.wish().customer()),
        at,
        data);
  }

  /** Of the event by which somebody hears of their piece: each asking has one at most. */
  private static String id(Event.Key asked) {
    return "set-aside/" + asked.source() + "/" + asked.id();
  }
}
