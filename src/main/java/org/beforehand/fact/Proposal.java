package org.beforehand.fact;

import java.time.Duration;
import java.time.temporal.TemporalAmount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule thinks this customer deserves. Rules insert proposals and nothing else. */
public sealed interface Proposal {

  Action action();

  /** The channels it may take, best first; empty leaves the choice to the policy. */
  List<Channel> channels();

  /** The message the customer gets to read or hear; null for what reaches nobody. */
  default @Nullable String message() {
    return null;
  }

  /**
   * Send a message.
   *
   * @param message the message's name, a folder under the campaign's {@code messages/}
   */
  record Message(String message, List<Channel> channels) implements Proposal {
    public Message(String message) {
      this(message, List.of());
    }

    @Override
    public Action action() {
      return Action.MESSAGE;
    }
  }

  /**
   * Give the customer something, and say so.
   *
   * @param message the message that promises it
   * @param reason what for, as the books are to have it; null for the rule's own name
   */
  record Gesture(String message, Money money, @Nullable String reason) implements Proposal {
    public Gesture {
      if (!money.positive()) {
        throw new IllegalArgumentException("expected more than nothing, found " + money);
      }
    }

    public Gesture(String message, Money money) {
      this(message, money, null);
    }

    @Override
    public Action action() {
      return Action.GESTURE;
    }

    @Override
    public List<Channel> channels() {
      return List.of();
    }
  }

  /**
   * Ask a colleague to call.
   *
   * @param message the message whose {@code call} script the agent sees
   * @param skill what the agent must know
   * @param within how soon, counted from the first hour at which the customer may be called
   */
  record Call(String message, String skill, Duration within) implements Proposal {
    @Override
    public Action action() {
      return Action.CALL;
    }

    @Override
    public List<Channel> channels() {
      return List.of(Channel.CALL);
    }
  }

  /**
   * Come back to it: when the time is over, the event {@code timer.NAME} happens to the customer
   * and is decided with what is known by then.
   *
   * @param after counted from what gave rise to it: a Period in days of the customer's calendar, or
   *     a Duration
   */
  record Timer(String name, TemporalAmount after) implements Proposal {
    @Override
    public Action action() {
      return Action.TIMER;
    }

    @Override
    public List<Channel> channels() {
      return List.of();
    }
  }
}
