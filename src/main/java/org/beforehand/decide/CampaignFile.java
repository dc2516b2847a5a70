package org.beforehand.decide;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/** {@code campaign.yaml}, as it is written. */
final class CampaignFile {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9.-]{0,99}");
  private static final Pattern FIELD = Pattern.compile("event\\.([A-Za-z][A-Za-z0-9_]{0,62})");
  private static final Duration A_DAY = Duration.ofHours(24);
  private static final int HIGHEST_PRIORITY = 1_000_000;

  private CampaignFile() {}

  /**
   * @throws RulesRefused naming the line and what was expected
   */
  static Campaign read(String name, String text) {
    String file = name + "/campaign.yaml";
    if (!NAME.matcher(name).matches()) {
      throw YamlNode.refused(
          file, 1, "a campaign's folder is named in small letters, digits and hyphens");
    }
    YamlNode written = YamlNode.read(file, text);
    Map<String, YamlNode> fields =
        written.fields(
            "title",
            "owner",
            "purpose",
            "status",
            "triggers",
            "priority",
            "key",
            "expiry",
            "freshness",
            "channels",
            "at-once",
            "schedule",
            "holdout",
            "variants",
            "outranked",
            "combine");
    YamlNode priority = fields.get("priority");
    YamlNode channels = fields.get("channels");
    YamlNode schedule = fields.get("schedule");
    YamlNode atOnce = fields.get("at-once");
    YamlNode expiry = fields.get("expiry");
    Schedule looks = schedule == null ? null : ScheduleFile.read(schedule);
    List<String> triggers =
        looks != null && !fields.containsKey("triggers")
            ? List.of()
            : triggers(written.required(fields, "triggers"));
    Campaign.Key key = key(written.required(fields, "key"));
    if (looks instanceof Schedule.Yearly yearly
        && yearly.before() > 0
        && key.equals(new Campaign.Key.OfField("year"))) {
      throw written
          .required(fields, "key")
          .refused("a birthday that is looked forward to may be next year's; write event.date");
    }
    Purpose purpose = written.required(fields, "purpose").word(Purpose.class);
    Campaign campaign =
        new Campaign(
            name,
            written.required(fields, "title").text(),
            written.required(fields, "owner").text(),
            purpose,
            written.required(fields, "status").word(Campaign.Status.class),
            triggers,
            priority == null ? 0 : priority.number(-HIGHEST_PRIORITY, HIGHEST_PRIORITY),
            key,
            expiry != null && expiry.text().equals("day") ? null : orADay(expiry),
            freshness(fields.get("freshness"), triggers),
            channels == null ? List.of() : ChannelOrder.messages(channels),
            looks,
            ExperimentFile.read(purpose, fields.get("holdout"), fields.get("variants")),
            company(fields.get("outranked"), fields.get("combine")),
            atOnce != null && atOnce.truth());
    return looks == null ? campaign : campaign.alsoOn(List.of(looks.eventType(name)));
  }

  private static Campaign.Company company(
      @Nullable YamlNode outranked, @Nullable YamlNode combine) {
    Campaign.Company usual = Campaign.Company.USUAL;
    return new Campaign.Company(
        outranked == null ? usual.outranked() : outranked.word(Campaign.Outranked.class),
        combine == null ? usual.combines() : combine.truth());
  }

  private static Duration orADay(@Nullable YamlNode written) {
    return written == null ? A_DAY : written.duration();
  }

  /** One age for all, or one for each of some triggers. */
  private static Campaign.Freshness freshness(@Nullable YamlNode written, List<String> triggers) {
    if (written == null || !written.isMapping()) {
      return new Campaign.Freshness(orADay(written), Map.of());
    }
    Map<String, Duration> byTrigger = new TreeMap<>();
    written
        .fields(triggers.toArray(String[]::new))
        .forEach((trigger, age) -> byTrigger.put(trigger, age.duration()));
    return new Campaign.Freshness(A_DAY, Map.copyOf(byTrigger));
  }

  private static List<String> triggers(YamlNode written) {
    List<String> triggers =
        written.items().stream()
            .map(
                item -> {
                  if (!TYPE.matcher(item.text()).matches()) {
                    throw item.refused(
                        "expected event types such as call.dropped, found \"" + item.text() + "\"");
                  }
                  return item.text();
                })
            .distinct()
            .toList();
    if (triggers.isEmpty()) {
      throw written.refused("expected event types such as call.dropped, found an empty list");
    }
    return triggers;
  }

  private static Campaign.Key key(YamlNode written) {
    String text = written.text();
    if (text.equals("incident")) {
      return new Campaign.Key.OfStage();
    }
    if (text.equals("event")) {
      return new Campaign.Key.OfEvent();
    }
    Matcher field = FIELD.matcher(text);
    if (field.matches()) {
      return new Campaign.Key.OfField(field.group(1));
    }
    throw written.refused(
        "expected incident, event or a field such as event.ticket, found \"" + text + "\"");
  }
}
