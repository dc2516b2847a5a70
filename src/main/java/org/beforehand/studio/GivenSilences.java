package org.beforehand.studio;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Silence;
import org.beforehand.decide.Silences;
import org.beforehand.decide.YamlNode;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * {@code silences: [{purpose: marketing, scope: "area:7010", until: in 3h}]}: what is silenced in a
 * scenario. It says what it matches as a colleague would who makes one, and how long it lasts; with
 * {@code ago} it began so long before.
 */
final class GivenSilences {

  private GivenSilences() {}

  /** Nothing where nothing is written. */
  static Silences read(@Nullable YamlNode written, Rulebook rulebook, Moments moments, Instant at) {
    List<Silence> silences = new ArrayList<>();
    for (YamlNode item : written == null ? List.<YamlNode>of() : written.items()) {
      silences.add(silence(item, silences.size() + 1, rulebook, moments, at));
    }
    return new Silences(List.copyOf(silences));
  }

  private static Silence silence(
      YamlNode written, int number, Rulebook rulebook, Moments moments, Instant at) {
    Map<String, YamlNode> fields =
        written.fields(
            "campaign", "purpose", "channel", "scope", "customer", "tier", "ago", "until");
    YamlNode purpose = fields.get("purpose");
    YamlNode channel = fields.get("channel");
    Silence.Matcher matcher =
        new Silence.Matcher(
            campaign(fields.get("campaign"), rulebook),
            purpose == null ? null : purpose.word(Purpose.class),
            channel == null ? null : channel.word(Channel.class),
            text(fields.get("scope")),
            text(fields.get("customer")),
            text(fields.get("tier")));
    if (matcher.empty()) {
      throw written.refused(
          "expected at least one of campaign, purpose, channel, scope, customer and tier");
    }
    YamlNode end = written.required(fields, "until");
    Instant until = moments.ahead(end, at);
    YamlNode ago = fields.get("ago");
    Instant from = at.minus(ago == null ? Duration.ZERO : ago.duration());
    if (!until.isAfter(from) || until.isAfter(from.plus(Silence.LONGEST))) {
      throw end.refused(
          "expected an end after its beginning, and at most "
              + Silence.LONGEST.toDays()
              + " days after it");
    }
    return new Silence(number, matcher, from, until, "scenario", "a scenario says so");
  }

  private static @Nullable String campaign(@Nullable YamlNode written, Rulebook rulebook) {
    if (written != null && !rulebook.campaigns().containsKey(written.text())) {
      throw written.refused(
          "expected one of "
              + String.join(", ", rulebook.campaigns().keySet())
              + ", found \""
              + written.text()
              + "\"");
    }
    return text(written);
  }

  private static @Nullable String text(@Nullable YamlNode written) {
    return written == null ? null : written.text();
  }
}
