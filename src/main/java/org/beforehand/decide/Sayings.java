package org.beforehand.decide;

import org.beforehand.fact.Channel;
import org.jspecify.annotations.Nullable;

/** Each reason as a sentence that a care agent could read to the customer. */
public final class Sayings {

  private Sayings() {}

  /** A whole sentence on the way that was chosen. */
  public static String of(Channel channel, ChannelChoice.Why why) {
    String because =
        switch (why) {
          case RULE, CAMPAIGN -> "messages like this one go that way first";
          case PREFERRED -> "you like that way best";
          case REACHED_BEFORE -> "we have reached you that way before";
          case ORDER -> "it is the usual way for matters of this kind";
          case OTHER_FAILED -> "our last messages did not reach you in another way";
        };
    return "It was to go " + by(channel) + ", because " + because + ".";
  }

  /** Such as {@code by text message}. */
  public static String by(Channel channel) {
    return switch (channel) {
      case EMAIL -> "by e-mail";
      case SMS -> "by text message";
      case CALL -> "by phone";
      case NOTE -> "by a note written by hand";
    };
  }

  /**
   * The same, naming what the policy calls the moment.
   *
   * @param moment the bad moment it met, by the author's own name; null where it met none
   */
  public static String of(Reason reason, @Nullable String moment) {
    String said = of(reason);
    return moment == null
        ? said
        : said.substring(0, said.length() - 1) + " (in our contact policy: \"" + moment + "\").";
  }

  /** A whole sentence, without a date: what is said of the time stands beside it. */
  public static String of(Reason reason) {
    return switch (reason) {
      case NOT_LIVE -> "We were not sending messages of this kind at that time.";
      case SHADOW ->
          "This kind of message was only being tried out; nobody was sent it at that time.";
      case SWITCHED_OFF -> "Messages of this kind were stopped at that time.";
      case REPUBLISHED -> "We had changed what we write, and took this message back.";
      case BEING_REDECIDED -> "We had changed what we write, and were deciding on it anew.";
      case HOLDOUT ->
          "You are one of a small group whom we leave out of this, to see whether it helps.";
      case GLOBAL_HOLDOUT ->
          "You are one of a small group to whom we write nothing but what they need to know.";
      case NOT_IN_TRIAL -> "We were running a trial, and your addresses were not part of it.";
      case DECEASED ->
          "Our records say that this customer has died, and we write to nobody who has.";
      case STALE -> "We heard of it too late for the message to be of use.";
      case OPTED_OUT -> "You have asked us not to send you messages of this kind.";
      case NO_OPT_IN -> "We send messages of this kind only to those who have said yes to them.";
      case MUTED -> "We had decided to leave you in peace with messages of this kind for a while.";
      case OUTAGE -> "Your service was down, or had come back only shortly before.";
      case OPEN_TICKET -> "A matter of yours was still open with us.";
      case OPEN_CALL -> "We were about to call you.";
      case NOT_NOW -> "We knew that it was not a good time to write to you about this.";
      case NOT_LONG_AFTER ->
          "Something had happened not long before that made it a bad time to write.";
      case CALLED_INSTEAD ->
          "It was not a good time to write to you about this; a colleague was to call you instead.";
      case SILENCED -> "A colleague had silenced messages of this kind for a while.";
      case SUPPRESSED -> "Your address is on our list of addresses that must not be written to.";
      case UNREACHABLE -> "We had no address or number to reach you with.";
      case NO_CARRIER -> "It was to be sent in a way in which we do not send messages yet.";
      case DUPLICATE -> "You had this message from us already.";
      case ALREADY_TOLD -> "We had already told you that the service was down.";
      case COVERED -> "Another message that was on its way to you said the same.";
      case NOT_TOLD ->
          "We had not told you that it began, so this would have made no sense to you.";
      case OTHER_OUTAGE -> "Another outage still kept your service away.";
      case OVERTAKEN -> "Things had changed before the message could leave.";
      case ENOUGH_UPDATES -> "We had sent as many updates on this outage as we allow ourselves.";
      case TOO_SOON -> "Our last message about this outage was too recent.";
      case PREDECESSOR -> "An earlier message was just leaving; what became of it decided.";
      case NO_INCIDENT -> "It was to be published about an outage, and there was none to tell of.";
      case STOPPED -> "What it was about had been settled before the message could leave.";
      case RANG_US -> "You rang us before we had called you.";
      case QUIET_HOURS -> "It was outside the hours at which we write or call.";
      case SPREAD -> "We send this to many people, bit by bit, and your turn had not come yet.";
      case NO_CAPACITY -> "Our call desk had as many calls to make as it could at that time.";
      case CAP_REACHED -> "You had had as many messages from us as we allow ourselves.";
      case DISPLACED ->
          "You had had as many messages from us as we allow ourselves, and a more important one"
              + " took its place.";
      case GATHERING -> "It waited a little, so that you would not get several messages at once.";
      case OUTRANKED -> "Something more important was to reach you at the same time.";
      case COMBINED -> "Another mail that went to you at the same time says it too.";
      case GIVEN_ENOUGH -> "You had been given as much as we give one customer in that time.";
      case WRONG_CURRENCY ->
          "What you were to be given was in another currency than the money set aside for it.";
      case BUDGET_SPENT -> "The money set aside for this was spent.";
      case AWAITING_TOTAL ->
          "We first have to see whether there is enough for everybody whom this concerns.";
      case AWAITING_APPROVAL -> "A colleague has to agree first.";
      case DECLINED -> "A colleague decided that this is not given.";
      case APPROVAL_EXPIRED -> "A colleague would have had to agree, and did not in time.";
      case AWAITING_FULFILMENT ->
          "What we want to tell you has been set in motion, and we write as soon as it is done.";
      case NOT_FULFILLED ->
          "What we meant to do for you could not be done, so there was nothing to tell you.";
      case NOT_WRITTEN -> "A colleague was to write it to you by hand, and in the end could not.";
      case NOT_YET -> "We had begun with a few customers, and you were not one of them yet.";
      case EXPIRED -> "By the time it could have left, it was no longer of use.";
      case UNRENDERABLE ->
          "A detail that the message needs was missing, so it could not be written.";
      case REFUSED -> "Your mail or phone provider did not accept the message.";
      case UNDELIVERED -> "It was reported to us that the message had not arrived.";
      case UNCONFIRMED ->
          "Nobody told us in time that the message had arrived, so we tried another way.";
      case UNSEEN -> "You had not seen the message in time, so we tried another way.";
      case OTHER_CHANNEL -> "It could not reach you in one way, so we tried another.";
      case TRIES_EXHAUSTED -> "We tried several times, and the message did not get through.";
      case UNKNOWN_OUTCOME -> "We sent it, but cannot tell whether it reached you.";
    };
  }
}
