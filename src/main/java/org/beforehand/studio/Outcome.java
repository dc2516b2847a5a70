package org.beforehand.studio;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.Candidate;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.Reason;
import org.beforehand.decide.YamlNode;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Proposal;

/** What came of a proposal, in the fields and words in which scenarios expect it. */
final class Outcome {

  static final List<String> FIELDS =
      List.of(
          "rule", "action", "message", "channel", "verdict", "gate", "reason", "due", "skill",
          "within", "amount", "name");

  static final Comparator<String> ORDER = Comparator.comparingInt(FIELDS::indexOf);

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
      case "within" -> shown(written.duration());
      default -> written.text();
    };
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
      }
      fields.put("due", moments.shown(go.candidate().due()));
    } else if (judgement instanceof Judgement.No no) {
      describe(no.candidate(), fields);
      fields.put("verdict", word(Word.DROP));
      fields.put("gate", no.gate());
      fields.put("reason", no.reason().word());
      if (no.reason() == Reason.SHADOW) {
        fields.put("due", moments.shown(no.candidate().due()));
      }
    }
    return fields;
  }

  private static void describe(Candidate candidate, Map<String, String> fields) {
    Proposal proposal = candidate.proposal();
    fields.put("rule", candidate.rule().substring(candidate.campaign().name().length() + 2));
    fields.put("action", proposal.action().word());
    if (!candidate.channels().isEmpty()) {
      fields.put("channel", candidate.channel().word());
    }
    if (proposal instanceof Proposal.Message message) {
      fields.put("message", message.message());
    } else if (proposal instanceof Proposal.Gesture gesture) {
      fields.put("message", gesture.message());
      fields.put("amount", gesture.money().toString());
    } else if (proposal instanceof Proposal.Call call) {
      fields.put("message", call.message());
      fields.put("skill", call.skill());
      fields.put("within", shown(call.within()));
    } else if (proposal instanceof Proposal.Timer timer) {
      fields.put("name", timer.name());
    }
  }

  private static String word(Word word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static String shown(Duration duration) {
    long minutes = duration.toMinutes();
    return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
  }
}
