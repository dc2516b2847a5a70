package org.beforehand.decide;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/** {@code campaign.yaml}, as it is written. */
record CampaignFile(
    @Nullable String title,
    @Nullable String owner,
    @Nullable Purpose purpose,
    Campaign.@Nullable Status status,
    @Nullable List<String> triggers,
    @Nullable Integer priority,
    @Nullable String key,
    @Nullable String expiry,
    @Nullable String freshness,
    @Nullable List<Channel> channels) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9.-]{0,99}");
  private static final Pattern FIELD = Pattern.compile("event\\.([A-Za-z][A-Za-z0-9_]{0,62})");

  /**
   * @throws RulesRefused naming the line and what was expected
   */
  static Campaign read(String name, String text) {
    String file = name + "/campaign.yaml";
    if (!NAME.matcher(name).matches()) {
      throw YamlFile.refused(
          name, 0, "a campaign's folder is named in small letters, digits and hyphens");
    }
    CampaignFile written = YamlFile.read(file, text, CampaignFile.class);
    List<String> triggers = YamlFile.required(file, "triggers", written.triggers());
    for (String trigger : triggers) {
      if (!TYPE.matcher(trigger).matches()) {
        throw YamlFile.refused(
            file,
            0,
            "triggers: expected event types such as call.dropped, found \"" + trigger + "\"");
      }
    }
    return new Campaign(
        name,
        YamlFile.required(file, "title", written.title()),
        YamlFile.required(file, "owner", written.owner()),
        YamlFile.required(file, "purpose", written.purpose()),
        YamlFile.required(file, "status", written.status()),
        List.copyOf(triggers),
        written.priority() == null ? 0 : written.priority(),
        key(file, YamlFile.required(file, "key", written.key())),
        YamlFile.duration(file, "expiry", written.expiry(), Duration.ofHours(24)),
        YamlFile.duration(file, "freshness", written.freshness(), Duration.ofHours(24)),
        written.channels() == null ? List.of() : List.copyOf(written.channels()));
  }

  private static Campaign.Key key(String file, String text) {
    if (text.equals("incident")) {
      return new Campaign.Key.OfStage();
    }
    if (text.equals("event")) {
      return new Campaign.Key.OfEvent();
    }
    var matcher = FIELD.matcher(text);
    if (matcher.matches()) {
      return new Campaign.Key.OfField(matcher.group(1));
    }
    throw YamlFile.refused(
        file,
        0,
        "key: expected incident, event or a field such as event.ticket, found \"" + text + "\"");
  }
}
