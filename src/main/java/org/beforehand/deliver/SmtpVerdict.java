package org.beforehand.deliver;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.deliver.TracedTransport.Phase;
import org.beforehand.deliver.TracedTransport.Reply;
import org.jspecify.annotations.Nullable;

/** Reads what became of a mail from how far the conversation came and what the relay said there. */
final class SmtpVerdict {

  private static final Pattern ENHANCED =
      Pattern.compile("^[245][0-9]{2}[ -]([245]\\.\\d+\\.\\d+)");

  // Relays without enhanced codes say these things under 550 too, about us and not the address.
  private static final Pattern POLICY =
      Pattern.compile("relay|authenti|policy|spam|block|denied|reject|spf|dkim|reputation|verify");

  private SmtpVerdict() {}

  /** The outcome of a mail whose sending ended in an exception. */
  static Delivery of(Phase phase, @Nullable Reply reply, String trouble) {
    return switch (phase) {
      case ENVELOPE ->
          new Delivery.TryLater("before the envelope was taken: " + said(reply, trouble));
      case RECIPIENT -> {
        if (reply != null && reply.refuses()) {
          yield new Delivery.Refused(said(reply, trouble), addressIsBad(reply, true));
        }
        yield new Delivery.TryLater("recipient not taken: " + said(reply, trouble));
      }
      case DATA_ASKED -> {
        if (reply != null && reply.refuses()) {
          yield new Delivery.Refused(said(reply, trouble), false);
        }
        yield new Delivery.TryLater("no go-ahead for the content: " + said(reply, trouble));
      }
      case CONTENT -> new Delivery.InDoubt("cut off within the content: " + trouble);
      case DOT -> afterTheDot(reply, trouble);
    };
  }

  private static Delivery afterTheDot(@Nullable Reply reply, String trouble) {
    if (reply == null) {
      return new Delivery.InDoubt("no answer after the last byte: " + trouble);
    }
    if (reply.accepts()) {
      return new Delivery.Accepted(shortened(reply.text()));
    }
    if (reply.defers()) {
      return new Delivery.TryLater(said(reply, trouble));
    }
    if (reply.refuses()) {
      return new Delivery.Refused(said(reply, trouble), addressIsBad(reply, false));
    }
    return new Delivery.InDoubt("no usable answer after the last byte: " + said(reply, trouble));
  }

  /**
   * Whether nothing was taken because the connection itself was dead or closing, so that a fresh
   * one may do at once.
   */
  static boolean connectionWasDead(Phase phase, @Nullable Reply reply) {
    boolean before = phase.compareTo(Phase.CONTENT) < 0;
    return before && (reply == null || reply.code() == 421 || reply.code() < 200);
  }

  /**
   * Whether a refusal is about the address. The enhanced code decides where there is one: 5.1.x is
   * the address, except 5.1.7 and 5.1.8, which are about the sender's. Without one, 550, 551 and
   * 553 to the recipient command are, unless the words speak of a policy.
   */
  static boolean addressIsBad(Reply reply, boolean toRecipient) {
    Matcher enhanced = ENHANCED.matcher(reply.text());
    if (enhanced.find()) {
      String code = enhanced.group(1);
      return code.startsWith("5.1.") && !code.equals("5.1.7") && !code.equals("5.1.8");
    }
    boolean aboutMailbox = reply.code() == 550 || reply.code() == 551 || reply.code() == 553;
    return toRecipient
        && aboutMailbox
        && !POLICY.matcher(reply.text().toLowerCase(Locale.ROOT)).find();
  }

  /** At most 300 characters of a reply, on one line. */
  static String shortened(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= 300 ? line : line.substring(0, 300);
  }

  private static String said(@Nullable Reply reply, String trouble) {
    return shortened(reply == null ? trouble : reply.text());
  }
}
