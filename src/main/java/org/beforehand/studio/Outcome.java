package org.beforehand.studio;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.decide.Candidate;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.Reason;
import org.beforehand.decide.YamlNode;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Proposal;
import org.beforehand.fact.Span;
import org.jspecify.annotations.Nullable;

/** What came of a proposal, in the fields and words in which scenarios expect it. */
final class Outcome {

  static final List<String> FIELDS =
      List.of(
          "rule",
          "action",
          "message",
          "channel",
          "verdict",
          "gate",
          "reason",
          "moment",
          "due",
          "skill",
          "within",
          "terms",
          "amount",
          "budget",
          "asks",
          "kind",
          "cost",
          "valid",
          "for",
          "by",
          "patience",
          "name",
          "team",
          "text",
          "about",
          "purpose",
          "trait",
          "value");

  static final Comparator<String> ORDER = Comparator.comparingInt(FIELDS::indexOf);

  private static final Pattern WORKING_HOURS = Pattern.compile("(\\d{1,3}) working hours");

  private enum Word {
    SEND,
    HOLD,
    DROP
  }

  private Outcome() {}

  /** An expected field, made comparable. */
  static String expected(String field, YamlNode written, Moments moments) {
    return switch (field) {
      case "action" -> written.word(Action.class).word();
      case "channel" -> written.word(Channel.class).word();
      case "reason" -> written.word(Reason.class).word();
      case "verdict" -> word(written.word(Word.class));
      case "due" -> moments.shown(moments.read(written));
      case "within" -> within(written);
      case "patience" -> Span.of(written.duration()).toString();
      default -> written.text();
    };
  }

  private static String within(YamlNode written) {
    Matcher working = WORKING_HOURS.matcher(written.text());
    return working.matches()
        ? new Span.WorkingHours(Integer.parseInt(working.group(1))).toString()
        : Span.of(written.duration()).toString();
  }

  /** What became of a proposal. */
  static Map<String, String> of(Judgement judgement, Moments moments) {
    Map<String, String> fields = new TreeMap<>(ORDER);
    if (judgement instanceof Judgement.Go go) {
      describe(go.candidate(), fields);
      fields.put("verdict", word(go.gate() == null ? Word.SEND : Word.HOLD));
      if (go.gate() != null && go.reason() != null) {
        fields.put("gate", go.gate());
        fields.put("reason", go.reason().word());
        moment(go.moment(), fields);
      }
      fields.put("due", moments.shown(go.candidate().due()));
    } else if (judgement instanceof Judgement.No no) {
      describe(no.candidate(), fields);
      fields.put("verdict", word(Word.DROP));
      fields.put("gate", no.gate());
      fields.put("reason", no.reason().word());
      moment(no.moment(), fields);
      if (no.reason() == Reason.SHADOW || no.reason().heldOut()) {
        fields.put("due", moments.shown(no.candidate().due()));
      }
    }
    return fields;
  }

  private static void moment(@Nullable String moment, Map<String, String> fields) {
    if (moment != null) {
      fields.put(Decision.MOMENT, moment);
    }
  }

  private static void describe(Candidate candidate, Map<String, String> fields) {
    Proposal proposal = candidate.proposal();
    fields.put("rule", candidate.rule().substring(candidate.campaign().name().length() + 2));
    fields.put("action", proposal.action().word());
    if (proposal instanceof Proposal.Spoken && !candidate.channels().isEmpty()) {
      fields.put("channel", candidate.channel().word());
    }
    fields.putAll(proposal.details());
  }

  private static String word(Word word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
