package org.beforehand.customer;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Gift;
import org.beforehand.fact.History;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.WorkingTime;

/**
 * Everything deciding may know about one customer, as of one sequence number.
 *
 * @param seq the last sequence number taken for this customer
 * @param consents the latest word on each purpose; a purpose without one has the policy's default
 * @param suppressed channels on which this person must never be reached
 * @param openIncidents the incidents that touch the customer and whose end is not being told yet
 * @param mutes until when nothing is said of a purpose, because a rule said so
 * @param byChannel the latest word on each purpose and channel, where it is later than that on any
 */
public record Dossier(
    Customer customer,
    long seq,
    Map<Purpose, Consent> consents,
    Set<Channel> suppressed,
    History history,
    List<Incident> openIncidents,
    Map<Purpose, Instant> mutes,
    Map<Purpose, Map<Channel, Consent>> byChannel) {

  /** One in which nothing is muted. */
  public Dossier(
      Customer customer,
      long seq,
      Map<Purpose, Consent> consents,
      Set<Channel> suppressed,
      History history,
      List<Incident> openIncidents) {
    this(customer, seq, consents, suppressed, history, openIncidents, Map.of());
  }

  /** One in which nothing is said of single channels. */
  public Dossier(
      Customer customer,
      long seq,
      Map<Purpose, Consent> consents,
      Set<Channel> suppressed,
      History history,
      List<Incident> openIncidents,
      Map<Purpose, Instant> mutes) {
    this(customer, seq, consents, suppressed, history, openIncidents, mutes, Map.of());
  }

  /** All that the customer said last of purposes, and of channels for them. */
  public List<Consent> consentWords() {
    return ConsentWords.all(consents, byChannel);
  }

  /** The same dossier one event later, so that the next event of a batch is decided on it. */
  public Dossier after(Event event, long itsSeq) {
    return numbered(itsSeq).remembering(history.after(event));
  }

  /** The same dossier with windows counted back from another instant. */
  public Dossier asOf(Instant at) {
    return history.asOf().equals(at) ? this : remembering(history.asOf(at));
  }

  /**
   * The same dossier for rules, which read a clock and a calendar where the company did not say
   * which ones.
   */
  public Dossier in(ZoneId zone, WorkingTime working) {
    return zone.equals(customer.zone()) && working == customer.working()
        ? this
        : new Dossier(
            customer.in(zone, working),
            seq,
            consents,
            suppressed,
            history,
            openIncidents,
            mutes,
            byChannel);
  }

  private Dossier remembering(History other) {
    return new Dossier(customer, seq, consents, suppressed, other, openIncidents, mutes, byChannel);
  }

  /** The same dossier at a later sequence number. */
  public Dossier numbered(long itsSeq) {
    return new Dossier(
        customer, itsSeq, consents, suppressed, history, openIncidents, mutes, byChannel);
  }

  /** The same dossier with outreach that was just decided, newest first. */
  public Dossier with(List<Contact> decided) {
    return with(decided, List.of());
  }

  /** The same dossier with outreach that was just decided, newest first, and what it gives. */
  public Dossier with(List<Contact> decided, List<Gift> given) {
    return decided.isEmpty() ? this : remembering(history.with(decided, given));
  }

  /** The same dossier where nothing of that purpose is said until then, or until later. */
  public Dossier muted(Purpose purpose, Instant until) {
    Map<Purpose, Instant> all = new HashMap<>(mutes);
    all.merge(purpose, until, (one, other) -> one.isAfter(other) ? one : other);
    return new Dossier(customer, seq, consents, suppressed, history, openIncidents, all, byChannel);
  }

  /** The same dossier of a customer of whom that is remembered. */
  public Dossier remembering(String trait, String value) {
    return new Dossier(
        customer.with(Map.of(trait, value)),
        seq,
        consents,
        suppressed,
        history,
        openIncidents,
        mutes,
        byChannel);
  }

  /** The same dossier with each contact as it has become. */
  public Dossier with(UnaryOperator<Contact> become) {
    return remembering(history.with(become));
  }

  /** The same dossier as if there had never been these outreach. */
  public Dossier without(Set<Long> outreach) {
    return outreach.isEmpty() ? this : remembering(history.without(outreach));
  }

  /** The same dossier with an incident as it stands now in place of what it was. */
  public Dossier with(Incident incident) {
    var open = new ArrayList<>(openIncidents);
    open.removeIf(one -> one.id().equals(incident.id()));
    if (incident.open()) {
      open.add(incident);
    }
    return new Dossier(customer, seq, consents, suppressed, history, open, mutes, byChannel);
  }
}
