package org.beforehand.studio;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.Sayings;
import org.beforehand.decide.Words;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * Why a customer got something, or did not.
 *
 * @param about in words, what was asked
 * @param zone on whose clock the document tells its times
 * @param decisions the latest first
 * @param remarks what never came to a decision, and why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Account(
    String about,
    String customer,
    Instant from,
    Instant to,
    ZoneId zone,
    List<Decided> decisions,
    List<String> remarks)
    implements WhyAnswer {

  /**
   * One decision.
   *
   * @param happened what it answered, in words
   * @param rules what each rule said; empty where it cannot be decided again
   * @param notAgain why it cannot be; null where it can
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Decided(
      Instant at,
      String happened,
      String source,
      String event,
      @Nullable String stage,
      String revision,
      List<Rule> rules,
      @Nullable String notAgain,
      List<Verdict> verdicts) {}

  /** What a rule said, and where it stands. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rule(
      String rule, String file, int line, boolean applied, String said, @Nullable String actual) {}

  /**
   * What the customer had said to a purpose.
   *
   * @param channel the only one it is about; null for any
   * @param at when it was recorded
   * @param source who recorded it
   * @param proof what there is to show for it; null for nothing
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Consent(
      String purpose,
      @Nullable String channel,
      boolean granted,
      Instant at,
      String source,
      @Nullable String proof) {

    /** All that a dossier knows of it. */
    static List<Consent> on(Purpose purpose, Dossier dossier) {
      return dossier.consentWords().stream()
          .filter(one -> one.purpose() == purpose)
          .map(
              one ->
                  new Consent(
                      purpose.word(),
                      one.channel() == null ? null : one.channel().word(),
                      one.granted(),
                      one.at(),
                      one.source(),
                      one.proof()))
          .toList();
    }

    String said(ZoneId zone) {
      return "That "
          + (granted ? "yes" : "no")
          + (channel == null ? "" : " to messages " + Sayings.by(Channel.of(channel)))
          + " was recorded on "
          + Words.moment(at, zone)
          + " by \""
          + source
          + "\""
          + (proof == null ? "." : ", with the proof \"" + proof + "\".");
    }
  }

  /**
   * What became of a proposal, as it was decided, and of its outreach since.
   *
   * @param moment the bad moment it met, by its name in the policy
   * @param consent what the customer had said to its purpose by then; empty where nothing
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Verdict(
      String rule,
      String verdict,
      @Nullable String gate,
      @Nullable String reason,
      @Nullable String moment,
      @Nullable String until,
      String said,
      List<Consent> consent,
      @Nullable Outreach outreach) {}

  /**
   * Where an outreach stands now.
   *
   * @param moment the bad moment that it met since it was decided, by its name in the policy
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Outreach(
      long id, String state, @Nullable String moment, String said, List<Attempt> attempts) {}

  /**
   * One try of an outreach.
   *
   * @param cameOf delivered, bounced or complained, as was reported later; null where nothing was
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Attempt(
      Instant at,
      String channel,
      String outcome,
      String reply,
      @Nullable String cameOf,
      @Nullable Instant cameAt) {}

  @Override
  public String document(Instant written) {
    StringBuilder text = new StringBuilder();
    text.append("Why: ").append(about).append('\n');
    text.append("Customer ").append(customer).append(", ");
    text.append(Words.moment(from, zone)).append(" to ").append(Words.moment(to, zone));
    text.append(" (").append(zone).append(")\n");
    text.append("Written ").append(Words.moment(written, zone)).append('\n');
    remarks.forEach(remark -> text.append("\n- ").append(remark).append('\n'));
    decisions.forEach(decided -> describe(decided, text));
    if (decisions.isEmpty() && remarks.isEmpty()) {
      text.append("\nNothing was decided in this period.\n");
    }
    return text.toString();
  }

  private void describe(Decided decided, StringBuilder text) {
    text.append('\n').append(Words.moment(decided.at(), zone)).append(": ");
    text.append(decided.happened()).append(".\n");
    for (Verdict verdict : decided.verdicts()) {
      text.append("  ").append(verdict.rule()).append(": ").append(verdict.said()).append('\n');
      if (verdict.outreach() != null) {
        text.append("    ").append(verdict.outreach().said()).append('\n');
        text.append(
            verdict.outreach().attempts().stream()
                .map(one -> "    " + Words.moment(one.at(), zone) + ": " + came(one) + "\n")
                .collect(Collectors.joining()));
      }
    }
    for (Rule rule : decided.rules()) {
      if (!rule.applied()) {
        text.append("  ").append(rule.rule()).append(": ").append(rule.said());
        text.append(" (").append(rule.file()).append(":").append(rule.line()).append(")\n");
      }
    }
    if (decided.notAgain() != null) {
      text.append("  Its rules cannot be asked again: ").append(decided.notAgain()).append(".\n");
    }
    text.append("  Decided by rules revision ").append(decided.revision()).append(".\n");
  }

  private String came(Attempt one) {
    String said =
        Sayings.by(Channel.of(one.channel()))
            + (one.channel().equals("email") ? ", relay answered " : ", answer ")
            + one.reply();
    return one.cameOf() == null || one.cameAt() == null
        ? said
        : said + "; " + one.cameOf() + " on " + Words.moment(one.cameAt(), zone);
  }
}
