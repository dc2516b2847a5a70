package org.beforehand.fact;

import java.time.Duration;
import java.time.Period;
import java.util.Map;

/** A proposal that does something and reaches no customer: it is done, or not, when decided. */
public sealed interface Act extends Proposal {

  /**
   * Tell colleagues.
   *
   * @param team whom
   * @param text what
   */
  record Alert(String team, String text) implements Act {
    @Override
    public Action action() {
      return Action.ALERT;
    }

    @Override
    public Map<String, String> details() {
      return Map.of("team", team, "text", text);
    }
  }

  /**
   * Take back what still waits for the customer about the same thing: messages, calls and timers.
   *
   * @param about the event's field that names it, such as {@code order}
   */
  record Stop(String about) implements Act {

    /** Whether a key is about that thing, at once or after a timer. */
    public static boolean keyed(String key, String thing) {
      return key.equals(thing) || key.startsWith(thing + "/");
    }

    @Override
    public Action action() {
      return Action.STOP;
    }

    @Override
    public Map<String, String> details() {
      return Map.of("about", about);
    }
  }

  /**
   * Say nothing of a purpose for a while, from the next event on.
   *
   * @param after when it ends, counted from what gave rise to it
   */
  record Mute(Purpose purpose, Span after) implements Act {
    public Mute(Purpose purpose, Period after) {
      this(purpose, Span.of(after));
    }

    @Override
    public Action action() {
      return Action.MUTE;
    }

    @Override
    public Map<String, String> details() {
      return Map.of("purpose", purpose.word());
    }
  }

  /** Remember something of the customer, whatever the company's next record says. */
  record Remember(String trait, String value) implements Act {
    @Override
    public Action action() {
      return Action.REMEMBER;
    }

    @Override
    public Map<String, String> details() {
      return Map.of("trait", trait, "value", value);
    }
  }

  /**
   * Owe the customer money, by law or contract.
   *
   * @param reason what for, as the books are to have it
   * @param days how many days there are to pay it, after that on which it is decided
   */
  record Owe(Money money, String reason, int days) implements Act {
    public Owe {
      if (!money.positive() || days < 1) {
        throw new IllegalArgumentException(
            "expected more than nothing, and a day or more to pay it");
      }
    }

    @Override
    public Action action() {
      return Action.OWE;
    }

    @Override
    public Map<String, String> details() {
      return Map.of(
          "amount",
          money.toString(),
          "for",
          reason,
          "within",
          Span.of(Duration.ofDays(days)).toString());
    }
  }

  /** Say something to everybody about the outage at hand. */
  record Notice(String text) implements Act {
    @Override
    public Action action() {
      return Action.NOTICE;
    }

    @Override
    public Map<String, String> details() {
      return Map.of("text", text);
    }
  }
}
