package org.beforehand.fact;

import java.time.Duration;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a rule thinks this customer deserves. Rules insert proposals and nothing else. */
public sealed interface Proposal permits Proposal.Spoken, Proposal.Timer, Act {

  Action action();

  /** The channels it may take, best first; empty leaves the choice to the policy. */
  default List<Channel> channels() {
    return List.of();
  }

  /** What it asks for, field by field, in the words of scenarios and of the stored reasons. */
  Map<String, String> details();

  /** A proposal that reaches the customer; every other is an {@link Act} or a {@link Timer}. */
  sealed interface Spoken extends Proposal permits Message, Survey, Gesture, Call {

    /** The message that is sent or read out, a folder under the campaign's {@code messages/}. */
    String message();
  }

  /**
   * Send a message.
   *
   * @param message the message's name, a folder under the campaign's {@code messages/}
   * @param patience how long delivery by the first channel may take before the next is tried; null
   *     where the next is only for those whom the first does not reach
   */
  record Message(String message, List<Channel> channels, @Nullable Duration patience)
      implements Spoken {
    public Message {
      channels = List.copyOf(channels);
    }

    public Message(String message) {
      this(message, List.of(), null);
    }

    /** The same, by this channel and no other. */
    public Message by(Channel channel) {
      return new Message(message, List.of(channel), null);
    }

    /** The same, by this channel, and after so long without delivery by the other. */
    public Message by(Channel first, Duration undelivered, Channel next) {
      return new Message(message, List.of(first, next), undelivered);
    }

    @Override
    public Action action() {
      return Action.MESSAGE;
    }

    @Override
    public Map<String, String> details() {
      Map<String, String> details = new TreeMap<>();
      details.put("message", message);
      if (!channels.isEmpty()) {
        details.put(
            "by", channels.stream().map(Channel::word).collect(Collectors.joining(", then ")));
      }
      if (patience != null) {
        details.put("patience", Span.of(patience).toString());
      }
      return details;
    }
  }

  /**
   * Ask how it went. The answer comes back as an event.
   *
   * @param message the message that asks; its front matter says which survey it is
   */
  record Survey(String message) implements Spoken {
    @Override
    public Action action() {
      return Action.SURVEY;
    }

    @Override
    public Map<String, String> details() {
      return Map.of("message", message);
    }
  }

  /**
   * Give the customer something, and say so.
   *
   * @param message the message that promises it, or the text of the note
   * @param money what it is worth to the customer; of a note, which is worth none, what it costs
   * @param reason what for, as the books are to have it; null for the rule's own name
   * @param budget which of the policy's budgets it is for; null for none
   * @param asks who is asked before anything is given, where the budget cannot cover everybody whom
   *     the same happening concerns; null where the budget alone decides
   * @param form what it is; null for a credit
   * @param grant what a colleague granted by hand; null where a rule gives it by itself
   */
  record Gesture(
      String message,
      Money money,
      @Nullable String reason,
      @Nullable String budget,
      @Nullable String asks,
      @Nullable Form form,
      @Nullable Grant grant)
      implements Spoken {

    /** What a gesture is that is no credit. */
    public sealed interface Form {}

    /**
     * A note that a colleague writes by hand.
     *
     * @param within how soon, counted from when it may leave
     */
    public record Written(Span within) implements Form {}

    /**
     * Something that the customer uses with a code.
     *
     * @param cost what it costs us, which may be less than it is worth
     * @param days how many days it is good for, after that on which it is decided
     */
    public record Coded(GestureKind kind, Money cost, int days) implements Form {
      public Coded {
        if (!kind.hasCode() || !cost.positive() || days < 1) {
          throw new IllegalArgumentException(
              "expected a voucher or a discount that costs something and is good for a day or more");
        }
      }
    }

    public Gesture {
      if (!money.positive()) {
        throw new IllegalArgumentException("expected more than nothing, found " + money);
      }
    }

    public Gesture(String message, Money money) {
      this(message, money, null, null, null, null, null);
    }

    public Gesture(String message, Money money, @Nullable String reason) {
      this(message, money, reason, null, null, null, null);
    }

    /** The same, from that budget. */
    public Gesture from(String itsBudget) {
      return new Gesture(message, money, reason, itsBudget, asks, form, grant);
    }

    /** The same, asking somebody first where the budget is short. */
    public Gesture orAsk(String somebody) {
      return new Gesture(message, money, reason, budget, somebody, form, grant);
    }

    /**
     * The same, as something with a code.
     *
     * @param kind {@code voucher} or {@code discount}
     * @param cost what it costs us, in the same currency
     */
    public Gesture as(String kind, String cost, int days) {
      Coded its = new Coded(GestureKind.of(kind), Money.of(cost, money.currency()), days);
      return new Gesture(message, money, reason, budget, asks, its, grant);
    }

    /** The same, granted by hand. */
    Gesture grantedBy(Grant its, int days) {
      Form what = its.kind().hasCode() ? new Coded(its.kind(), its.cost(), days) : null;
      return new Gesture(message, money, reason, budget, asks, what, its);
    }

    /**
     * The same, as a note.
     *
     * @param channel {@link Channel#NOTE}, which no other gesture takes
     */
    public Gesture by(Channel channel, Duration within) {
      if (channel != Channel.NOTE) {
        throw new IllegalArgumentException("expected a note, found " + channel.word());
      }
      return new Gesture(message, money, reason, budget, asks, new Written(Span.of(within)), grant);
    }

    /** What it is where the customer gets a code for it; null where there is none. */
    public @Nullable Coded coded() {
      return form instanceof Coded its ? its : null;
    }

    /** Whether somebody else has to agree, whatever there is left. */
    public boolean toApprove() {
      return grant != null && grant.toApprove();
    }

    public GestureKind kind() {
      if (form instanceof Written) {
        return GestureKind.NOTE;
      }
      return form instanceof Coded its ? its.kind() : GestureKind.CREDIT;
    }

    /** What it costs us: what budgets count. */
    public Money cost() {
      return form instanceof Coded its ? its.cost() : money;
    }

    @Override
    public List<Channel> channels() {
      return form instanceof Written ? List.of(Channel.NOTE) : List.of();
    }

    @Override
    public Action action() {
      return Action.GESTURE;
    }

    @Override
    public Map<String, String> details() {
      Map<String, String> details = new TreeMap<>();
      details.put("message", message);
      if (!(form instanceof Written)) {
        details.put("amount", money.toString());
      }
      if (budget != null) {
        details.put("budget", budget);
      }
      if (asks != null) {
        details.put("asks", asks);
      }
      if (grant != null) {
        details.put("by", grant.by());
      }
      if (form != null) {
        details.put("kind", kind().word());
        details.put("cost", cost().toString());
      }
      if (form instanceof Coded its) {
        details.put("valid", its.days() + "d");
      } else if (form instanceof Written its) {
        details.put("within", its.within().toString());
      }
      return details;
    }
  }

  /**
   * Ask a colleague to call.
   *
   * @param message the message whose {@code call} script the agent sees
   * @param skill what the agent must know
   * @param within how soon, counted from the first hour at which the customer may be called
   * @param terms what else is asked of it
   */
  record Call(String message, String skill, Span within, Set<Term> terms) implements Spoken {

    /** What may be asked of a call beside a skill and a time. */
    public enum Term {
      /** The agent speaks the customer's language. */
      LANGUAGE,
      /** It is called off if the customer rings us before it is done. */
      UNLESS_RUNG
    }

    public Call {
      terms = Set.copyOf(terms);
    }

    public Call(String message, String skill, Span within) {
      this(message, skill, within, Set.of());
    }

    public Call(String message, String skill, Duration within) {
      this(message, skill, Span.of(within), Set.of());
    }

    /** The same, asking for these as well. */
    public Call with(Term... more) {
      Collection<Term> all = EnumSet.noneOf(Term.class);
      all.addAll(terms);
      all.addAll(List.of(more));
      return new Call(message, skill, within, Set.copyOf(all));
    }

    @Override
    public Action action() {
      return Action.CALL;
    }

    @Override
    public List<Channel> channels() {
      return List.of(Channel.CALL);
    }

    @Override
    public Map<String, String> details() {
      Map<String, String> details = new TreeMap<>();
      details.put("message", message);
      details.put("skill", skill);
      details.put("within", within.toString());
      if (!terms.isEmpty()) {
        details.put(
            "terms",
            terms.stream()
                .map(term -> term.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(" ")));
      }
      return details;
    }

    @Override
    public String toString() {
      // A set has no order of its own, and proposals are sorted by what they print.
      return "Call" + details();
    }
  }

  /**
   * Come back to it: when the time is over, the event {@code timer.NAME} happens to the customer
   * and is decided with what is known by then.
   *
   * @param after counted from what gave rise to it
   */
  record Timer(String name, Span after) implements Proposal {
    public Timer(String name, TemporalAmount after) {
      this(name, Span.of(after));
    }

    @Override
    public Action action() {
      return Action.TIMER;
    }

    @Override
    public Map<String, String> details() {
      return Map.of("name", name);
    }
  }
}
