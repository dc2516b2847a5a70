package org.beforehand.studio;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.EmailAddress;
import org.beforehand.decide.OnlyTo;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Delivery;
import org.beforehand.deliver.StaffLetter;
import org.beforehand.deliver.StaffMail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Members of staff say where they get mail, and show by a code that was sent there that they do.
 * Everything that is refused is so by {@link Refused}.
 */
public final class StaffAddresses {

  private static final Duration GOOD_FOR = Duration.ofHours(1);
  private static final int MOST_TRIES = 5;

  /** Nobody's mailbox is to be flooded with codes. */
  private static final int MOST_CODES_AN_HOUR = 10;

  private static final String CHANGED = "staff.address";

  private final StaffAddressTable table;
  private final Allowance codes;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final StaffMail mail;

  /**
   * @param rulebooks know whom a trial may reach
   */
  public StaffAddresses(
      JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks, StaffMail mail) {
    this.codes = new Allowance(db, CHANGED, MOST_CODES_AN_HOUR);
    this.table = new StaffAddressTable(db);
    this.audit = new Audit(db);
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.mail = mail;
  }

  /** Where this member gets mail. */
  public StaffAddress of(Member who) {
    return table.of(List.of(who.name())).stream()
        .findFirst()
        .orElseGet(() -> new StaffAddress(who.name(), null, false));
  }

  /**
   * Keeps an address, unverified, in place of the earlier one, and sends a code there.
   *
   * @return what became of the mail with the code
   */
  public Delivery change(String email, Member who, Instant at) {
    mustBeStaff(who);
    String address = EmailAddress.normalised(email.strip());
    if (address == null) {
      throw new Refused(
          Refused.Why.WRONG, "email: expected a mail address such as kari@example.com");
    }
    OnlyTo onlyTo = rulebooks.current().policy().now().onlyTo();
    if (!onlyTo.admits(address)) {
      throw new Refused(
          Refused.Why.NOT_ALLOWED,
          "email: this is a trial (BEFOREHAND_ONLY_TO), which may not reach that address");
    }
    String digits = MailCode.draw();
    MailCode code = MailCode.of(digits);
    transaction.executeWithoutResult(
        status -> {
          codes.take(1, who, at);
          table.put(who.name(), address, code, at);
          audit.add(who.name(), CHANGED, who.name(), at, Map.of());
        });
    return mail.carry(address, letter(digits, who), at);
  }

  private static StaffLetter letter(String digits, Member who) {
    return StaffLetter.saying(
        "A code to confirm your address",
        digits
            + " is the code that confirms this address for "
            + who.name()
            + ". It is good for one hour. If you did not ask for it, there is nothing to do.");
  }

  /** Verifies the address by the code that was sent there. */
  public void confirm(String code, Member who, Instant at) {
    mustBeStaff(who);
    String digits = code.strip();
    if (!MailCode.looksLikeOne(digits)) {
      throw new Refused(Refused.Why.WRONG, "code: expected the 8 digits that were sent");
    }
    StaffAddressTable.Waiting waiting =
        table
            .tried(who.name(), MOST_TRIES)
            .orElseThrow(() -> another("no code waits to be confirmed"));
    if (waiting.sent().plus(GOOD_FOR).isBefore(at)) {
      throw another("the code was good for an hour");
    }
    if (!waiting.code().is(digits)) {
      int left = MOST_TRIES - waiting.tries();
      throw new Refused(
          Refused.Why.WRONG,
          "code: that is not the one that was sent; "
              + (left == 0 ? "it was the last try, ask for another" : left + " more tries"));
    }
    transaction.executeWithoutResult(
        status -> {
          if (!table.verify(who.name(), waiting.code(), at)) {
            throw another("another code was sent since");
          }
          audit.add(who.name(), "staff.address.verified", who.name(), at, Map.of());
        });
  }

  private static Refused another(String why) {
    return new Refused(Refused.Why.CONFLICT, why + "; PUT /api/staff/me/address sends another");
  }

  private static void mustBeStaff(Member who) {
    if (!who.isStaff()) {
      throw new Refused(
          Refused.Why.NOT_ALLOWED,
          "expected a member of staff, who has a token of their own; found " + who.name());
    }
  }
}
