package org.beforehand.decide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.beforehand.fact.Action;

/**
 * Messages that waited when their campaign was published again, and that something is decided anew
 * for: for them only, and as if they had not been decided yet.
 */
public record Anew(List<Message> messages) {

  /**
   * One of them.
   *
   * @param outreach its number
   */
  public record Message(long outreach, String campaign, String key, Action action) {

    /** Whether that would be the same message. */
    public boolean is(Candidate candidate) {
      return campaign.equals(candidate.campaign().name())
          && key.equals(candidate.key())
          && action == candidate.proposal().action();
    }
  }

  boolean holds(Candidate candidate) {
    return messages.stream().anyMatch(one -> one.is(candidate));
  }

  Set<Long> numbers() {
    return messages.stream().map(Message::outreach).collect(Collectors.toSet());
  }

  /** As it is stored with the decision. */
  List<Map<String, Object>> written() {
    List<Map<String, Object>> written = new ArrayList<>();
    for (Message one : messages) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("outreach", one.outreach());
      fields.put("campaign", one.campaign());
      fields.put("key", one.key());
      fields.put("action", one.action().word());
      written.add(fields);
    }
    return written;
  }

  /** Reads what {@link #written} writes. */
  static Anew read(List<?> written) {
    return new Anew(
        written.stream()
            .map(one -> (Map<?, ?>) one)
            .map(
                one ->
                    new Message(
                        ((Number) Objects.requireNonNull(one.get("outreach"))).longValue(),
                        String.valueOf(one.get("campaign")),
                        String.valueOf(one.get("key")),
                        Action.of(String.valueOf(one.get("action")))))
            .toList());
  }
}
