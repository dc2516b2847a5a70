package org.beforehand.studio;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Dossiers;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Delivery;
import org.beforehand.deliver.MessageFacts;
import org.beforehand.deliver.Rendering;
import org.beforehand.deliver.StaffLetter;
import org.beforehand.deliver.StaffMail;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Messages as a customer would get them, mailed to verified addresses of staff and to nobody else.
 * They are no outreach and count nowhere but in the audit. Everything that is refused is so by
 * {@link Refused}, before anything is sent.
 */
public final class Proofs {

  /** The most addressees of one request. */
  private static final int MOST_AT_ONCE = 20;

  /** The most proofs that a member has sent in an hour, each addressee counted. */
  private static final int MOST_AN_HOUR = 60;

  /** Nothing more is begun after this long: somebody waits for the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String ASKED = "proof.asked";

  private final Dossiers dossiers;
  private final Drafts drafts;
  private final Rulebooks rulebooks;
  private final ProofReaders readers;
  private final StaffMail mail;
  private final Allowance allowance;
  private final Audit audit;
  private final TransactionTemplate transaction;

  public Proofs(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Drafts drafts,
      StaffMail mail) {
    this.dossiers = new Dossiers(db);
    this.readers = new ProofReaders(db);
    this.allowance = new Allowance(db, ASKED, MOST_AN_HOUR);
    this.audit = new Audit(db);
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.drafts = drafts;
    this.mail = mail;
  }

  /**
   * What is asked for.
   *
   * @param customer whose message it would be
   * @param to names of members of staff, each once
   */
  public record Wish(String campaign, String message, String customer, List<String> to) {}

  /**
   * What was written, and what became of it.
   *
   * @param variant whose wording it is; null where the campaign has one only
   */
  public record Proof(
      String subject, Locale language, @Nullable String variant, List<Handed> handed) {}

  /** What the relay said of the mail to this member of staff. */
  public record Handed(String to, Delivery delivery) {}

  /** A letter that can be sent. */
  private record Written(StaffLetter letter, @Nullable String variant) {}

  /** A message of a draft, as it is now. */
  public Proof ofDraft(long id, Wish wish, Member who, Instant at) {
    mayAsk(who);
    Draft draft = drafts.find(id);
    return proof("draft " + id, draft.on(rulebooks.folder(draft.base())), wish, who, at);
  }

  /** A message of a revision, published now or once. */
  public Proof ofRevision(String hash, Wish wish, Member who, Instant at) {
    mayAsk(who);
    if (!rulebooks.knows(hash)) {
      throw new Refused(Refused.Why.UNKNOWN, "there is no revision " + hash);
    }
    return proof("revision " + hash, rulebooks.folder(hash), wish, who, at);
  }

  private static void mayAsk(Member who) {
    who.mustBe("send a proof", Role.AUTHOR, Role.APPROVER);
  }

  private Proof proof(String source, RuleFolder folder, Wish wish, Member who, Instant at) {
    if (wish.to().size() > MOST_AT_ONCE) {
      throw new Refused(
          Refused.Why.WRONG, "to: expected at most " + MOST_AT_ONCE + " names of staff");
    }
    List<ProofReaders.Reader> to =
        readers.named(wish.to(), rulebooks.current().policy().now().onlyTo());
    Written written = written(source, folder, wish, at);
    transaction.executeWithoutResult(
        status -> {
          allowance.take(to.size(), who, at);
          audit.add(
              who.name(),
              ASKED,
              source,
              at,
              Map.of(
                  "campaign", wish.campaign(),
                  "message", wish.message(),
                  "customer", wish.customer(),
                  "to", wish.to()));
        });
    StaffLetter letter = written.letter();
    return new Proof(
        letter.subject(), letter.language(), written.variant(), handed(to, letter, at));
  }

  private List<Handed> handed(List<ProofReaders.Reader> to, StaffLetter letter, Instant at) {
    long begun = System.nanoTime();
    List<Handed> handed = new ArrayList<>();
    for (ProofReaders.Reader one : to) {
      handed.add(
          new Handed(
              one.name(),
              System.nanoTime() - begun > PATIENCE.toNanos()
                  ? new Delivery.TryLater("not tried: the relay is slow to answer")
                  : mail.carry(one.email(), letter, at)));
    }
    return handed;
  }

  private Written written(String source, RuleFolder folder, Wish wish, Instant at) {
    Customer customer = dossiers.customers(List.of(wish.customer())).get(wish.customer());
    if (customer == null) {
      throw new Refused(
          Refused.Why.UNKNOWN, "customer: nothing is known of a customer " + wish.customer());
    }
    RulesToTry rules = rules(source, folder);
    Campaign campaign = campaign(source, rules, wish);
    ContactPolicy policy = rules.rulebook().policy();
    ZoneId zone = policy.zoneOf(customer);
    String variant = campaign.variantFor(customer.id());
    Rendering rendering =
        rules
            .messages()
            .render(
                campaign.name(),
                wish.message(),
                variant,
                customer.locale(),
                ExampleFacts.of(
                    customer,
                    zone,
                    new MessageFacts.Company(policy.company(), policy.phone()),
                    campaign.purpose().urgent() ? null : MessageFacts.EXAMPLE_LINK,
                    at),
                Set.of(Channel.EMAIL));
    if (rendering instanceof Rendering.Rendered rendered) {
      if (rendered.html() == null) {
        throw new Refused(
            Refused.Why.WRONG,
            "message: expected one with a mail; " + wish.message() + " has none");
      }
      return new Written(StaffLetter.proof(rendered, line(source, wish, variant)), variant);
    }
    throw new Refused(
        Refused.Why.UNFIT,
        "message: it cannot be written for this customer: "
            + ((Rendering.Unrenderable) rendering).reason());
  }

  private static String line(String source, Wish wish, @Nullable String variant) {
    return "Proof of "
        + wish.campaign()
        + "/"
        + wish.message()
        + (variant == null ? "" : ", variant " + variant)
        + ", from "
        + source
        + ", as customer "
        + wish.customer()
        + " would get it. What is not known of the customer is an example.";
  }

  private static RulesToTry rules(String source, RuleFolder folder) {
    RulesToTry.Reading reading = RulesToTry.read(folder);
    if (reading instanceof RulesToTry.Reading.Good good) {
      return good.rules();
    }
    throw new Refused(
        Refused.Why.UNFIT,
        source + " cannot be read; see findings",
        ((RulesToTry.Reading.Bad) reading).findings());
  }

  /** The campaign, if it has that message. */
  private static Campaign campaign(String source, RulesToTry rules, Wish wish) {
    Map<String, Campaign> campaigns = rules.rulebook().campaigns();
    Campaign campaign = campaigns.get(wish.campaign());
    if (campaign == null) {
      throw new Refused(
          Refused.Why.UNKNOWN,
          "campaign: expected one of " + source + ": " + String.join(", ", campaigns.keySet()));
    }
    Set<String> messages = rules.messages().names(wish.campaign());
    if (!messages.contains(wish.message())) {
      throw new Refused(
          Refused.Why.UNKNOWN,
          "message: expected one of " + wish.campaign() + ": " + String.join(", ", messages));
    }
    return campaign;
  }
}
