package org.beforehand.deliver;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.beforehand.decide.Anew;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.Reason;

/** What becomes of a message that waited to be decided anew. */
public sealed interface Redecided {

  /** Its number. */
  long outreach();

  /** It waits as it was decided now; the same message, in other words or at another time. */
  record Again(long outreach, Outreach as) implements Redecided {}

  /**
   * It is not wanted any more.
   *
   * @param seq the number of the decision that says so
   */
  record Not(long outreach, String gate, Reason reason, long seq, Instant at)
      implements Redecided {}

  /**
   * It waits on as it was decided first.
   *
   * @param at when that was seen
   */
  record AsItWas(long outreach, Instant at) implements Redecided {}

  /** It waits on to be decided anew: its campaign is stopped. */
  record NotNow(long outreach) implements Redecided {}

  /** What becomes of the messages that this was decided anew for. */
  static List<Redecided> by(Decision decision) {
    Anew anew = decision.happening().anew();
    return anew == null
        ? List.of()
        : anew.messages().stream().map(message -> of(message, decision)).toList();
  }

  /** The numbers of those that are not any more what they were. */
  static Set<Long> over(Decision decision) {
    return by(decision).stream()
        .filter(one -> one instanceof Again || one instanceof Not)
        .map(Redecided::outreach)
        .collect(Collectors.toSet());
  }

  private static Redecided of(Anew.Message message, Decision decision) {
    for (Judgement judgement : decision.judgements()) {
      if (judgement instanceof Judgement.Go go && message.is(go.candidate())) {
        return new Again(message.outreach(), Outreach.of(decision, go));
      } else if (judgement instanceof Judgement.No no && message.is(no.candidate())) {
        return switch (no.reason()) {
          case SWITCHED_OFF -> new NotNow(message.outreach());
          // What was right for everybody yesterday still is for those whom the new has not reached.
          case NOT_YET -> new AsItWas(message.outreach(), decision.at());
          default ->
              new Not(message.outreach(), no.gate(), no.reason(), decision.seq(), decision.at());
        };
      }
    }
    // A rule that fails takes nothing back.
    return decision.faults().stream().anyMatch(fault -> fault.campaign().equals(message.campaign()))
        ? new AsItWas(message.outreach(), decision.at())
        : new Not(message.outreach(), "active", Reason.REPUBLISHED, decision.seq(), decision.at());
  }
}
