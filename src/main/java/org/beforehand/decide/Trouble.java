package org.beforehand.decide;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Event;
import org.beforehand.fact.History;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Interruption;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Recalled;
import org.jspecify.annotations.Nullable;

/** What makes a moment a bad one for a customer, as far as the dossier knows. */
sealed interface Trouble {

  /** How long it lasts. */
  sealed interface Lasts {}

  /** It is over, or was never there. */
  record Over() implements Lasts {}

  /** It is there and ends at that instant; it may already have. */
  record Until(Instant end) implements Lasts {}

  /** It is there and ends at that instant, or before, which somebody will say. */
  record AtMost(Instant end) implements Lasts {}

  /** It is there, and nobody knows when it will end. */
  record Open() implements Lasts {}

  Over OVER = new Over();

  /** What it reads of a history, as {@link History} is asked for it. */
  Set<String> reads();

  Reason reason();

  Lasts in(Dossier dossier, Candidate candidate, Instant at);

  /**
   * An outage that touches the customer.
   *
   * @param service the only one that counts; null for any
   * @param maintenance whether planned maintenance counts too
   * @param after for how long after its end
   */
  record Outage(@Nullable String service, boolean maintenance, Duration after) implements Trouble {
    @Override
    public Set<String> reads() {
      return Set.of(History.INTERRUPTIONS);
    }

    @Override
    public Reason reason() {
      return Reason.OUTAGE;
    }

    @Override
    public Lasts in(Dossier dossier, Candidate candidate, Instant at) {
      if (dossier.openIncidents().stream().anyMatch(this::down)) {
        return new Open();
      }
      Instant end = null;
      for (Interruption one : dossier.history().outages().interruptions()) {
        if (counts(one.service(), one.planned())) {
          if (one.until() == null) {
            return new Open();
          }
          end = end == null || one.until().isAfter(end) ? one.until() : end;
        }
      }
      return end == null ? OVER : new Until(end.plus(after));
    }

    private boolean down(Incident incident) {
      return incident.status() == Incident.Status.OPEN
          && counts(incident.service(), incident.planned());
    }

    private boolean counts(String its, boolean planned) {
      return (service == null || service.equals(its)) && (maintenance || !planned);
    }
  }

  /**
   * A ticket that is open.
   *
   * @param topic the only one that counts; null for any
   */
  record Ticket(@Nullable String topic) implements Trouble {

    private static final String OPENED = "ticket.opened";

    @Override
    public Set<String> reads() {
      return topic == null
          ? Set.of(History.TICKETS)
          : Set.of(History.TICKETS, Recalled.asking(OPENED));
    }

    @Override
    public Reason reason() {
      return Reason.OPEN_TICKET;
    }

    @Override
    public Lasts in(Dossier dossier, Candidate candidate, Instant at) {
      Set<String> open = dossier.history().tickets().keySet();
      boolean any =
          topic == null
              ? !open.isEmpty()
              : dossier.history().recalled().of(OPENED).stream()
                  .anyMatch(
                      one ->
                          open.contains(String.valueOf(one.word("ticket")))
                              && topic.equals(one.word("topic")));
      return any ? new Open() : OVER;
    }
  }

  /**
   * A call that we are about to make.
   *
   * @param after for how long after the desk has it, unless it is reported before what came of it
   */
  record OpenCall(Duration after) implements Trouble {
    @Override
    public Set<String> reads() {
      return Set.of();
    }

    @Override
    public Reason reason() {
      return Reason.OPEN_CALL;
    }

    @Override
    public Lasts in(Dossier dossier, Candidate candidate, Instant at) {
      Instant end = null;
      for (Contact one : dossier.history().contacts()) {
        if (one.channel() != Channel.CALL || one.id() != 0 && one.id() == candidate.outreach()) {
          continue;
        }
        if (one.state().waiting()) {
          return new Open();
        }
        if (one.state() == OutreachState.SENT && (end == null || one.at().isAfter(end))) {
          end = one.at();
        }
      }
      return end == null ? OVER : new AtMost(end.plus(after));
    }
  }

  /**
   * Something that is so with the customer.
   *
   * @param trait the trait that says so
   * @param is its value; {@code yes} where it is true
   */
  record Trait(String trait, String is) implements Trouble {
    @Override
    public Set<String> reads() {
      return Set.of();
    }

    @Override
    public Reason reason() {
      return Reason.NOT_NOW;
    }

    @Override
    public Lasts in(Dossier dossier, Candidate candidate, Instant at) {
      boolean so =
          is.equals("yes")
              ? dossier.customer().yes(trait)
              : is.equals(dossier.customer().word(trait));
      return so ? new Open() : OVER;
    }
  }

  /**
   * Something that happened not long ago.
   *
   * @param field what it must have said, or null
   */
  record Happened(String type, @Nullable Field field, Duration within) implements Trouble {

    /**
     * A field of the event.
     *
     * @param least the number it has to have at least, or null
     * @param most the number it may have at most, or null
     * @param is the word it has to be, or null
     */
    record Field(
        String name, @Nullable BigDecimal least, @Nullable BigDecimal most, @Nullable String is) {

      boolean fits(Event event) {
        BigDecimal number = event.number(name);
        return is == null
            ? number != null
                && (least == null || number.compareTo(least) >= 0)
                && (most == null || number.compareTo(most) <= 0)
            : is.equals(event.word(name)) || is.equals("yes") && event.yes(name);
      }
    }

    @Override
    public Set<String> reads() {
      return Set.of(field == null ? type : Recalled.asking(type));
    }

    @Override
    public Reason reason() {
      return Reason.NOT_LONG_AFTER;
    }

    @Override
    public Lasts in(Dossier dossier, Candidate candidate, Instant at) {
      Stream<Instant> times =
          field == null
              ? dossier.history().times().getOrDefault(type, List.of()).stream()
              : dossier.history().recalled().of(type).stream().filter(field::fits).map(Event::time);
      return times
          .max(Comparator.naturalOrder())
          .<Lasts>map(last -> new Until(last.plus(within)))
          .orElse(OVER);
    }
  }
}
