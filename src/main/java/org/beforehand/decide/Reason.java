package org.beforehand.decide;

import java.util.Locale;

/** Why something is not sent, or not yet. Stored, counted and shown; never made up on the spot. */
public enum Reason {
  /** The campaign is a draft, paused, or gone. */
  NOT_LIVE,
  /** Somebody stopped the campaign, or all of them. */
  SWITCHED_OFF,
  /** Other rules were published, and who did that took back what waited. */
  REPUBLISHED,
  /** Other rules were published, and it is about to be decided anew with them. */
  BEING_REDECIDED,
  /** Everything else said go, but the campaign only shadows. */
  SHADOW,
  /** A trial runs, and this customer's addresses are not among those it may use. */
  NOT_IN_TRIAL,
  /** Nobody deceased is ever contacted. */
  DECEASED,
  /** The event is older than the campaign wants to hear of. */
  STALE,
  /** The customer said no to this purpose. */
  OPTED_OUT,
  /** This purpose needs a yes, and there is none. */
  NO_OPT_IN,
  /** A rule asked for silence of this purpose for a while. */
  MUTED,
  /** The customer's service is down, or was until not long ago. */
  OUTAGE,
  /** A ticket of the customer's is open. */
  OPEN_TICKET,
  /** We are about to call the customer. */
  OPEN_CALL,
  /** Something is so with the customer that makes it a bad time. */
  NOT_NOW,
  /** Something happened to the customer not long ago that makes it a bad time. */
  NOT_LONG_AFTER,
  /** It is a bad time to write about this; a colleague is to call instead. */
  CALLED_INSTEAD,
  /** A colleague has silenced such messages for a while. */
  SILENCED,
  /** Every address that could be used must never be contacted. */
  SUPPRESSED,
  /** There is no address for any channel this may take. */
  UNREACHABLE,
  /** Nothing carried messages by the channels that this might take, when it was decided. */
  NO_CARRIER,
  /** The same campaign did this for the same occurrence already. */
  DUPLICATE,
  /**
   * The customer was told about this outage, or another of the same service, and not that it ended.
   */
  ALREADY_TOLD,
  /** A message that is still waiting will say it. */
  COVERED,
  /** The customer was never told that it began. */
  NOT_TOLD,
  /** Another outage still holds the same service. */
  OTHER_OUTAGE,
  /** The incident has moved on since. */
  OVERTAKEN,
  /** As many changed estimates were announced as the policy allows. */
  ENOUGH_UPDATES,
  /** The last message about this outage is too recent. */
  TOO_SOON,
  /** An earlier message is on its way right now; what became of it decides. */
  PREDECESSOR,
  /** What is published is about an outage, and this is about none. */
  NO_INCIDENT,
  /** A rule stopped what was waiting about the same thing. */
  STOPPED,
  /** The customer rang us before the call was made. */
  RANG_US,
  /** Outside the hours at which this may leave. */
  QUIET_HOURS,
  /** Many are to have it at the same time, and this customer's place among them is later. */
  SPREAD,
  /** The call desk has as many calls for this time as it can make. */
  NO_CAPACITY,
  /** As many contacts as the policy allows. */
  CAP_REACHED,
  /** As many as the policy allows, since something more important came. */
  DISPLACED,
  /** It waits a little for what else comes to the same customer. */
  GATHERING,
  /** Something more important goes to the same customer at the same time. */
  OUTRANKED,
  /** It is said in another mail to the same customer. */
  COMBINED,
  /** The customer was given as much as one customer may be given from this budget. */
  GIVEN_ENOUGH,
  /** What is given is in another currency than the budget it is given from. */
  WRONG_CURRENCY,
  /** There is no money left in the budget. */
  BUDGET_SPENT,
  /**
   * Others are given something for the same, and it is not known yet if there is enough for all.
   */
  AWAITING_TOTAL,
  /** A colleague has to agree first. */
  AWAITING_APPROVAL,
  /** A colleague was asked, and decided against it. */
  DECLINED,
  /** A colleague was asked, and did not answer in time. */
  APPROVAL_EXPIRED,
  /** What it says has been done for the customer is not done yet. */
  AWAITING_FULFILMENT,
  /** What it was to say was not done for the customer, and never will be. */
  NOT_FULFILLED,
  /** It was to be written by hand, and nobody is going to. */
  NOT_WRITTEN,
  /** One of those this campaign leaves out, to see what contacting the others does. */
  HOLDOUT,
  /** One of those no campaign contacts, to see what all of them together do. */
  GLOBAL_HOLDOUT,
  /** Its campaign has begun with a few customers, and this is not one of them yet. */
  NOT_YET,
  /** It was due too long ago to be worth sending. */
  EXPIRED,
  /** A placeholder of the message has no value. */
  UNRENDERABLE,
  /** The peer refused it for good. */
  REFUSED,
  /** It was reported that it did not arrive. */
  UNDELIVERED,
  /** Nobody said in time that it arrived, so it goes by the next channel. */
  UNCONFIRMED,
  /** The customer has not seen it in time, so it goes by the next channel. */
  UNSEEN,
  /** It goes by another channel because one failed. */
  OTHER_CHANNEL,
  /** Every try failed. */
  TRIES_EXHAUSTED,
  /** Nothing is known of what became of the last try. */
  UNKNOWN_OUTCOME;

  /** Whether it waits for money, or for somebody's yes to it, and not for a time. */
  public boolean awaitsMoney() {
    return this == AWAITING_TOTAL || this == AWAITING_APPROVAL;
  }

  /** Whether it would have been sent to anybody else. */
  public boolean heldOut() {
    return this == HOLDOUT || this == GLOBAL_HOLDOUT;
  }

  /** The name used in tables and interfaces, such as {@code opted_out}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads what {@link #word()} writes. */
  public static Reason of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
