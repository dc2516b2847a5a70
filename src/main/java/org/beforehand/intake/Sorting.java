package org.beforehand.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.beforehand.customer.BadRecord;
import org.beforehand.customer.CustomerRecord;
import org.beforehand.customer.Customers;
import org.beforehand.customer.Timeline;
import org.beforehand.customer.Timeline.Entry;
import org.beforehand.decide.Rulebook;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Event;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Receipt.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with each event of a batch, in the batch's order: stored or not, with which
 * sequence number, decided or not.
 *
 * @param sequences the last sequence number each known customer has taken after this batch
 */
record Sorting(
    List<Receipt> receipts,
    List<Entry> entries,
    List<Customers.Change> records,
    List<Customers.ConsentGiven> consents,
    Map<String, Long> sequences) {

  private static final String RECORD = "customer.updated";
  static final String UNSUBSCRIBED = "message.unsubscribed";

  /**
   * @param known fingerprints of those of the batch's events that are stored
   * @param last the last sequence number of those customers that are known
   * @param refused why some of them are refused, which only the books or the call desk could know
   */
  static Sorting of(
      List<Read.Good> batch,
      Map<Event.Key, String> known,
      Map<String, Long> last,
      Map<Event.Key, String> refused,
      Listening listening,
      When when) {
    Map<Event.Key, String> seen = new HashMap<>(known);
    Sorting sorting =
        new Sorting(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new HashMap<>(last));
    for (Read.Good good : batch) {
      String before = seen.putIfAbsent(good.event().key(), good.fingerprint());
      if (before != null) {
        sorting.receipts.add(again(good.event().key(), before.equals(good.fingerprint())));
      } else if (refused.containsKey(good.event().key())) {
        seen.remove(good.event().key());
        sorting.refuse(good.event(), Objects.requireNonNull(refused.get(good.event().key())));
      } else if (!sorting.add(good, listening, when.of(good.event()))) {
        // Refused, so not stored: the same id may come again with a better body.
        seen.remove(good.event().key());
      }
    }
    return sorting;
  }

  /** Which types are decided; the others are remembered, as what this says. */
  interface Listening {
    /** History: nothing is decided, and nobody unknown is waited for. */
    Listening NONE = type -> Timeline.Outcome.REMEMBERED;

    Timeline.Outcome outcome(String type);

    static Listening of(Rulebook rulebook) {
      return type ->
          rulebook.listensTo(type) ? Timeline.Outcome.DECIDED : Timeline.Outcome.NO_LISTENER;
    }
  }

  /** Whether it changes what is known of a customer or what they allow. */
  static boolean changesCustomer(Event event) {
    return event.type().equals(RECORD) || event.type().equals(UNSUBSCRIBED);
  }

  static Receipt again(Event.Key key, boolean sameBody) {
    return sameBody
        ? new Receipt(key, Outcome.REPEATED, "")
        : new Receipt(
            key,
            Outcome.CONFLICT,
            "an event with this source and id was accepted with another body");
  }

  static Entry as(
      Entry entry, Timeline.Outcome outcome, @Nullable Long seq, @Nullable String detail) {
    return new Entry(
        entry.event(), entry.fingerprint(), entry.received(), seq, outcome, detail, false);
  }

  /** The entries that are decided now. */
  List<Entry> toDecide() {
    return entries.stream().filter(entry -> entry.outcome() == Timeline.Outcome.DECIDED).toList();
  }

  /** The events of customers who are known. */
  List<Event> ofKnown() {
    return entries.stream().filter(entry -> entry.seq() != null).map(Entry::event).toList();
  }

  Set<String> toDecideFor() {
    Set<String> customers = new LinkedHashSet<>();
    toDecide().forEach(entry -> customers.add(customer(entry.event())));
    return customers;
  }

  Set<String> triggers() {
    Set<String> types = new LinkedHashSet<>();
    toDecide().forEach(entry -> types.add(entry.event().type()));
    return types;
  }

  private boolean add(Read.Good good, Listening listening, Instant at) {
    Event event = good.event();
    String customer = customer(event);
    String warnings = "";
    boolean isRecord = event.type().equals(RECORD);
    boolean isOptOut = event.type().equals(UNSUBSCRIBED);
    if (isOptOut && purpose(event) == null) {
      return refuse(
          event,
          "data.purpose: expected service, care, goodwill or marketing, found \""
              + event.text("purpose")
              + "\"");
    }
    if (isOptOut && !isChannel(event)) {
      return refuse(event, "data.channel: expected email, sms, call, note or any");
    }
    String wrong = DoNotContact.wrong(event);
    if (wrong == null) {
      wrong = Deed.wrong(event);
    }
    if (wrong != null) {
      return refuse(event, wrong);
    }
    if (isRecord) {
      try {
        CustomerRecord record = CustomerRecord.read(event.data(), at, event.source());
        if (!record.customer().id().equals(customer)) {
          return refuse(event, "data.id: expected the customer of the subject");
        }
        sequences.merge(customer, 1L, Long::sum);
        records.add(new Customers.Change(record, seq(customer), at, event.source()));
        warnings = String.join("; ", record.warnings());
      } catch (BadRecord bad) {
        return refuse(event, String.valueOf(bad.getMessage()));
      }
    } else if (!sequences.containsKey(customer) && listening == Listening.NONE) {
      entries.add(
          new Entry(event, good.fingerprint(), at, null, Timeline.Outcome.REMEMBERED, null, false));
      receipts.add(new Receipt(event.key(), Outcome.ACCEPTED, ""));
      return true;
    } else if (!sequences.containsKey(customer)) {
      entries.add(
          new Entry(event, good.fingerprint(), at, null, Timeline.Outcome.WAITING, null, false));
      receipts.add(
          new Receipt(
              event.key(),
              Outcome.WAITING,
              "this customer is not known yet; the event is decided when the record comes"));
      return true;
    } else {
      sequences.merge(customer, 1L, Long::sum);
    }
    if (isOptOut) {
      consents.add(optOut(event, seq(customer), at));
    }
    entries.add(
        new Entry(
            event,
            good.fingerprint(),
            at,
            seq(customer),
            listening.outcome(event.type()),
            null,
            isRecord));
    receipts.add(new Receipt(event.key(), Outcome.ACCEPTED, warnings));
    return true;
  }

  /** The opt-outs among events that had waited for their customers. */
  static List<Customers.ConsentGiven> optOuts(List<Entry> entries, Instant at) {
    List<Customers.ConsentGiven> optOuts = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.event().type().equals(UNSUBSCRIBED) && entry.seq() != null) {
        optOuts.add(optOut(entry.event(), entry.seq(), at));
      }
    }
    return optOuts;
  }

  private static Customers.ConsentGiven optOut(Event event, long seq, Instant at) {
    Purpose purpose =
        Objects.requireNonNull(purpose(event), "an opt-out was checked on its way in");
    return new Customers.ConsentGiven(
        customer(event),
        new Consent(purpose, channel(event), false, at, event.source(), event.text("proof")),
        seq);
  }

  /** The purpose an opt-out names, marketing where it names none; null if there is no such one. */
  private static @Nullable Purpose purpose(Event event) {
    String word = event.text("purpose");
    if (word == null) {
      return Purpose.MARKETING;
    }
    for (Purpose purpose : Purpose.values()) {
      if (purpose.word().equals(word)) {
        return purpose;
      }
    }
    return null;
  }

  /** The channel an opt-out names; null where it is about any. */
  private static @Nullable Channel channel(Event event) {
    return Arrays.stream(Channel.values())
        .filter(one -> one.word().equals(event.text("channel")))
        .findFirst()
        .orElse(null);
  }

  private static boolean isChannel(Event event) {
    return !event.knows("channel") || "any".equals(event.text("channel")) || channel(event) != null;
  }

  /** Always false. */
  private boolean refuse(Event event, String why) {
    receipts.add(new Receipt(event.key(), Outcome.REFUSED, why));
    return false;
  }

  private long seq(String customer) {
    return sequences.getOrDefault(customer, 0L);
  }

  private static String customer(Event event) {
    return ((Subject.OfCustomer) event.subject()).customer();
  }
}
