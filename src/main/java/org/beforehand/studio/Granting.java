package org.beforehand.studio;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.beforehand.customer.Customers;
import org.beforehand.customer.Timeline;
import org.beforehand.decide.Grantable;
import org.beforehand.decide.Rulebooks;
import org.beforehand.fact.Event;
import org.beforehand.fact.GestureKind;
import org.beforehand.fact.Grant;
import org.beforehand.fact.Money;
import org.beforehand.fact.Subject;
import org.beforehand.goodwill.Budget;
import org.beforehand.intake.Door;
import org.beforehand.intake.Fingerprint;
import org.beforehand.intake.Read;
import org.beforehand.intake.Receipt;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What colleagues grant customers by hand. It goes through the same door as what happens by itself:
 * an event of ours, which a campaign's rule answers, and which passes every gate.
 */
public final class Granting {

  private final Customers customers;
  private final Timeline timeline;
  private final GrantAnswers answers;
  private final Audit audit;
  private final Rulebooks rulebooks;
  private final Door door;

  public Granting(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks, Door door) {
    this.customers = new Customers(db);
    this.timeline = new Timeline(db);
    this.answers = new GrantAnswers(db, transaction, rulebooks);
    this.audit = new Audit(db);
    this.rulebooks = rulebooks;
    this.door = door;
  }

  /**
   * What a colleague wants to grant.
   *
   * @param id of the colleague's own choosing; the same one again gives nothing again
   * @param cost what it costs us; null: what it is worth
   * @param campaign whose rule is to give it; null where only one gives such things
   * @param reason what for, as the books are to have it
   * @param why what the colleague adds for the audit
   */
  public record Wish(
      String id,
      String customer,
      GestureKind kind,
      Money value,
      @Nullable Money cost,
      @Nullable String campaign,
      String reason,
      String why) {

    /** What it costs us. */
    public Money costing() {
      return cost == null ? value : cost;
    }

    /** Whatever makes it the same wish again; what the policy makes of it is no part of that. */
    private String fingerprint(String who) {
      Map<String, Object> asked = new TreeMap<>();
      asked.put("wish", List.of(kind.word(), value.toString(), costing().toString(), reason, why));
      asked.put("by", who);
      if (campaign != null) {
        asked.put("campaign", campaign);
      }
      return Fingerprint.of(Grant.EVENT, new Subject.OfCustomer(customer), null, asked);
    }
  }

  /**
   * Grants it at once, or asks somebody else where it is more than this member may grant at once.
   *
   * @throws Refused if it cannot be granted by anybody, or not like this; nothing has changed
   */
  public GrantAnswer grant(Wish wish, Member who, Instant at) {
    if (!who.isStaff()) {
      throw new Refused(
          Refused.Why.NOT_ALLOWED,
          "expected a colleague with a token of their own to grant something; "
              + who.name()
              + " is none");
    }
    Event.Key key = new Event.Key(Grant.SOURCE, who.name() + "/" + wish.id());
    String fingerprint = wish.fingerprint(who.name());
    String before = timeline.known(List.of(key)).get(key);
    if (before == null) {
      before = accepted(event(key, wish, who, at), fingerprint, wish, at);
    }
    if (!before.equals(fingerprint)) {
      throw new Refused(
          Refused.Why.CONFLICT,
          "id: \"" + wish.id() + "\" was used before, to grant something else");
    }
    return answers.about(wish.customer(), key, at);
  }

  /** The fingerprint of what is known under its key from now on. */
  private String accepted(Event event, String fingerprint, Wish wish, Instant at) {
    Receipt receipt =
        door.accept(
                List.of(new Read.Good(event, fingerprint)),
                at,
                receipts -> {
                  if (receipts.get(0).outcome() == Receipt.Outcome.ACCEPTED) {
                    note(event, wish, at);
                  }
                })
            .get(0);
    return switch (receipt.outcome()) {
      case ACCEPTED, REPEATED, PARKED -> fingerprint;
      case CONFLICT -> "";
      case WAITING, REFUSED ->
          throw new Refused(Refused.Why.CONFLICT, "nothing is given: " + receipt.detail());
    };
  }

  private Event event(Event.Key key, Wish wish, Member who, Instant at) {
    Grantable from = offered(wish);
    boolean toApprove = !Authority.covers(rulebooks.current().policy(), who, wish.costing());
    if (toApprove && !from.budget().limited()) {
      // Nobody is asked about a budget that covers everybody.
      Authority.mustCover(rulebooks.current().policy(), who, wish.costing());
    }
    if (customers.sequences(Set.of(wish.customer())).isEmpty()) {
      throw new Refused(
          Refused.Why.UNKNOWN, "customer: there is no customer \"" + wish.customer() + "\"");
    }
    Grant grant =
        new Grant(wish.kind(), wish.value(), wish.costing(), wish.reason(), who.name(), toApprove);
    return new Event(
        key.source(),
        key.id(),
        Grant.EVENT,
        new Subject.OfCustomer(wish.customer()),
        at,
        grant.data(from.campaign()));
  }

  /** The one rule that gives it. */
  private Grantable offered(Wish wish) {
    amounts(wish);
    List<Grantable> all =
        rulebooks.current().grantable().stream()
            .filter(one -> wish.campaign() == null || one.campaign().equals(wish.campaign()))
            .toList();
    if (all.isEmpty()) {
      throw wrong(
          "campaign", campaigns(rulebooks.current().grantable()), String.valueOf(wish.campaign()));
    }
    List<Grantable> ofKind = all.stream().filter(one -> one.kind() == wish.kind()).toList();
    if (ofKind.isEmpty()) {
      Set<String> kinds = all.stream().map(one -> one.kind().word()).collect(sorted());
      throw wrong("kind", String.join(" or ", kinds), wish.kind().word());
    }
    List<Grantable> fitting =
        ofKind.stream().filter(one -> in(one.budget(), wish.value().currency())).toList();
    if (fitting.isEmpty()) {
      Set<String> currencies =
          ofKind.stream()
              .map(one -> Objects.requireNonNull(one.budget().amount()).money().currency())
              .collect(sorted());
      throw wrong("value", "some " + String.join(" or ", currencies), wish.value().toString());
    }
    if (fitting.stream().map(Grantable::campaign).distinct().count() > 1) {
      throw wrong("campaign", campaigns(fitting), "none");
    }
    return fitting.get(0);
  }

  private static void amounts(Wish wish) {
    if (!wish.value().positive()) {
      throw wrong("value", "more than nothing", wish.value().toString());
    }
    Money cost = wish.costing();
    if (!cost.currency().equals(wish.value().currency()) || !cost.positive()) {
      throw wrong("cost", "some " + wish.value().currency(), cost.toString());
    }
    if (wish.kind() == GestureKind.CREDIT && !cost.equals(wish.value())) {
      throw wrong("cost", "none: a credit costs what it is worth", cost.toString());
    }
  }

  private static boolean in(Budget budget, String currency) {
    return budget.amount() == null || budget.amount().money().currency().equals(currency);
  }

  private static String campaigns(List<Grantable> of) {
    Set<String> names = of.stream().map(Grantable::campaign).collect(sorted());
    return names.isEmpty()
        ? "a live campaign whose rules give what colleagues grant, and there is none"
        : "one of " + String.join(", ", names);
  }

  private static java.util.stream.Collector<String, ?, TreeSet<String>> sorted() {
    return Collectors.toCollection(TreeSet::new);
  }

  private static Refused wrong(String field, String expected, String found) {
    return new Refused(Refused.Why.WRONG, field + ": expected " + expected + ", found " + found);
  }

  private void note(Event event, Wish wish, Instant at) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("id", wish.id());
    details.put("kind", wish.kind().word());
    details.put("value", wish.value().toString());
    details.put("cost", wish.costing().toString());
    details.put("reason", wish.reason());
    details.put("why", wish.why());
    details.put("campaign", String.valueOf(event.text(Grant.CAMPAIGN)));
    details.put("approve", event.yes("approve"));
    audit.add(String.valueOf(event.text("by")), "gesture.granted", wish.customer(), at, details);
  }
}
