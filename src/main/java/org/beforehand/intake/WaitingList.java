package org.beforehand.intake;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.beforehand.customer.Timeline;
import org.beforehand.customer.Timeline.Entry;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Rulebook;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.intake.WaitingListTable.Asked;
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

  private static final String WANTED = "stock.wanted";
  private static final String DECLINED = "stock.declined";
  private static final String RETURNED = "stock.returned";
  private static final String RESERVED = "stock.reserved";
  private static final String PURCHASE = "purchase.completed";

  /** Longer than that, and a thing could not be a subject. */
  private static final int LONGEST = 200;

  /** So many pieces at once. */
  private static final int MOST = 1_000_000;

  private final WaitingListTable table;
  private final Timeline timeline;

  WaitingList(JdbcClient db) {
    this.table = new WaitingListTable(db);
    this.timeline = new Timeline(db);
  }

  private enum What {
    WANTED,
    DECLINED,
    BOUGHT
  }

  /** What a customer did about a thing. */
  private record Deed(What what, Wish wish, Event event) {}

  /** What is wrong with a customer's event of this kind, as a sentence; null where nothing is. */
  static @Nullable String wrong(Event event) {
    if (!event.type().equals(WANTED) && !event.type().equals(DECLINED)) {
      return null;
    }
    String sku = event.word("sku");
    return sku == null || sku.isBlank() || sku.length() > LONGEST
        ? "data.sku: expected the thing's number, 1 to 200 characters"
        : null;
  }

  /** Whether other customers may have a piece by what this one did. */
  static boolean freesPiece(Event event) {
    return event.type().equals(DECLINED);
  }

  /** Takes in those among these events, in their order. The caller holds their customers. */
  void take(List<Event> events, When when) {
    List<Deed> left = deeds(events);
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
      Set<Wish> ending = new LinkedHashSet<>(live);
      table.end(wishes(deeds, What.BOUGHT, ending), "bought", when.at());
      Map<String, Integer> freed =
          table.end(wishes(deeds, What.DECLINED, ending), "declined", when.at());
      if (!freed.isEmpty()) {
        table.grant(freed, when.at());
      }
    }
    List<Asked> asked =
        deeds.stream()
            .filter(deed -> deed.what() == What.WANTED)
            .map(deed -> new Asked(deed.wish(), deed.event(), when.of(deed.event())))
            .toList();
    if (!asked.isEmpty()) {
      table.enter(asked);
    }
  }

  private static List<Wish> wishes(Collection<Deed> deeds, What what, Set<Wish> among) {
    return deeds.stream()
        .filter(deed -> deed.what() == what && among.contains(deed.wish()))
        .map(Deed::wish)
        .toList();
  }

  private static List<Deed> deeds(List<Event> events) {
    List<Deed> deeds = new ArrayList<>();
    for (Event event : events) {
      String customer = Intake.customer(event);
      switch (event.type()) {
        case WANTED -> deeds.add(new Deed(What.WANTED, new Wish(sku(event), customer), event));
        case DECLINED -> deeds.add(new Deed(What.DECLINED, new Wish(sku(event), customer), event));
        case PURCHASE ->
            bought(event)
                .forEach(sku -> deeds.add(new Deed(What.BOUGHT, new Wish(sku, customer), event)));
        default -> {}
      }
    }
    return deeds;
  }

  private static String sku(Event event) {
    return String.valueOf(event.word("sku"));
  }

  private static Set<String> bought(Event event) {
    Set<String> skus = new LinkedHashSet<>();
    if (event.data().get("items") instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> one
            && (one.get("sku") instanceof String || one.get("sku") instanceof Number)) {
          skus.add(String.valueOf(one.get("sku")));
        }
      }
    }
    return skus;
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
          good, at, Timeline.Outcome.NO_LISTENER, "no live campaign listens to " + RESERVED);
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
    return rulebook.listensTo(RESERVED)
        && rulebook.campaigns().values().stream()
            .anyMatch(
                one -> one.status() == Campaign.Status.LIVE && one.triggers().contains(RESERVED));
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
    if (!freed.isEmpty()) {
      table.grant(new TreeMap<>(freed), at);
    }
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

  /** Whoever they were decided for has been told, or could not be. */
  void told(Telling telling, Instant at) {
    table.told(
        telling.numbers(),
        telling.events().stream().map(good -> good.event().id()).toList(),
        at,
        telling.until());
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
        "set-aside/" + one.cause().source() + "/" + one.cause().id(),
        RESERVED,
        new Subject.OfCustomer(one.wish().customer()),
        at,
        data);
  }
}
