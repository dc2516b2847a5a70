package org.beforehand.decide;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.decide.ContactPolicy.Cap;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Purpose;
import org.beforehand.incident.IncidentTiming;
import org.beforehand.incident.Pad;
import org.jspecify.annotations.Nullable;

/** {@code contact-policy.yaml}, as it is written. */
final class PolicyFile {

  private static final Set<Purpose> NEED_NO_YES =
      Set.of(Purpose.REQUESTED, Purpose.SERVICE, Purpose.CARE, Purpose.GOODWILL);

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}|100)\\s?%");

  private static final Duration A_DAY = Duration.ofHours(24);

  private PolicyFile() {}

  /**
   * @throws RulesRefused naming the line and what was expected
   */
  static ContactPolicy read(String text) {
    YamlNode written = YamlNode.read(ContactPolicy.FILE, text);
    Map<String, YamlNode> fields =
        written.fields(
            "company",
            "regions",
            "windows",
            "holidays",
            "spread",
            "calls",
            "caps",
            "gathering",
            "channels",
            "fallback",
            "consent-by-default",
            "incidents",
            "budgets",
            "fulfilment",
            "may-grant",
            "holdout",
            "publish",
            "moments",
            "stock");
    YamlNode company = written.required(fields, "company");
    Map<String, YamlNode> itsFields = company.fields("name", "phone", "zone");
    YamlNode phone = itsFields.get("phone");
    YamlNode caps = fields.get("caps");
    YamlNode consent = fields.get("consent-by-default");
    return new ContactPolicy(
        company.required(itsFields, "name").text(),
        phone == null ? null : phone.text(),
        zone(company.required(itsFields, "zone")),
        Region.read(fields.get("regions")),
        WindowFile.read(written.required(fields, "windows")),
        Holidays.read(fields.get("holidays")),
        Spread.read(fields.get("spread")),
        CallRoom.read(fields.get("calls")),
        caps == null ? List.of() : caps.items().stream().map(PolicyFile::cap).toList(),
        gathering(fields.get("gathering")),
        ChannelOrder.read(fields.get("channels"), fields.get("fallback")),
        consent == null ? NEED_NO_YES : Set.copyOf(new HashSet<>(consent.words(Purpose.class))),
        timing(fields.get("incidents")),
        BudgetFile.read(fields.get("budgets")),
        ExperimentFile.share(fields.get("holdout")),
        mostPerPublish(fields.get("publish")),
        BadMomentFile.read(fields.get("moments")),
        setAside(fields.get("stock")),
        HandoverFile.read(fields.get("fulfilment")),
        BudgetFile.mayGrant(fields.get("may-grant")),
        Circumstances.USUAL);
  }

  private static @Nullable Integer mostPerPublish(@Nullable YamlNode written) {
    return written == null
        ? null
        : written.required(written.fields("most"), "most").number(0, Integer.MAX_VALUE);
  }

  /** How long a piece of what is back in stock is kept for one customer: some minutes at least. */
  private static Duration setAside(@Nullable YamlNode written) {
    if (written == null) {
      return A_DAY;
    }
    YamlNode time = written.required(written.fields("set-aside"), "set-aside");
    if (time.duration().compareTo(Duration.ofMinutes(5)) < 0
        || time.duration().compareTo(Duration.ofDays(30)) > 0) {
      throw time.refused("expected a time from 5m to 30d, found \"" + time.text() + "\"");
    }
    return time.duration();
  }

  static ZoneId zone(YamlNode written) {
    try {
      return ZoneId.of(written.text());
    } catch (DateTimeException e) {
      throw written.refused(
          "expected a zone such as Europe/Oslo, found \"" + written.text() + "\"");
    }
  }

  private static Cap cap(YamlNode written) {
    Map<String, YamlNode> fields =
        written.fields("purposes", "channels", "most", "within", "reserved");
    Set<Purpose> purposes =
        Set.copyOf(new HashSet<>(written.required(fields, "purposes").words(Purpose.class)));
    YamlNode channels = fields.get("channels");
    int most = written.required(fields, "most").number(0, 1_000);
    return new Cap(
        purposes,
        channels == null ? Set.of() : Set.copyOf(new HashSet<>(channels.words(Channel.class))),
        most,
        written.required(fields, "within").duration(),
        reserved(fields.get("reserved"), purposes, most));
  }

  /** What is kept for some of its purposes; what nobody below them could use is no room kept. */
  private static Map<Purpose, Integer> reserved(
      @Nullable YamlNode written, Set<Purpose> purposes, int most) {
    Map<Purpose, Integer> reserved = new EnumMap<>(Purpose.class);
    if (written != null) {
      written
          .fields(purposes.stream().map(Purpose::word).sorted().toArray(String[]::new))
          .forEach((purpose, n) -> reserved.put(Purpose.of(purpose), n.number(0, most)));
      if (reserved.values().stream().mapToInt(Integer::intValue).sum() > most) {
        throw written.refused("expected to keep at most " + most + ", which is all there is");
      }
    }
    return Map.copyOf(reserved);
  }

  private static Gathering gathering(@Nullable YamlNode written) {
    if (written == null) {
      return Gathering.NONE;
    }
    Map<String, YamlNode> fields = written.fields("window", "apart", "combine");
    YamlNode window = written.required(fields, "window");
    YamlNode combine = fields.get("combine");
    if (window.duration().compareTo(A_DAY) > 0) {
      throw window.refused("expected at most 24h, found \"" + window.text() + "\"");
    }
    Set<Purpose> combined = new HashSet<>();
    if (combine != null) {
      combined.addAll(combine.words(Purpose.class));
      if (combined.stream().anyMatch(Purpose::urgent)) {
        throw combine.refused("expected care, goodwill or marketing; the others leave at once");
      }
    }
    return new Gathering(
        window.duration(), or(fields.get("apart"), Gathering.NONE.apart()), Set.copyOf(combined));
  }

  private static IncidentTiming timing(@Nullable YamlNode written) {
    IncidentTiming otherwise = IncidentTiming.DEFAULT;
    if (written == null) {
      return otherwise;
    }
    Map<String, YamlNode> fields =
        written.fields(
            "settle",
            "confirm",
            "material",
            "apart",
            "most-updates",
            "next-update",
            "notice",
            "warn",
            "pad");
    YamlNode mostUpdates = fields.get("most-updates");
    YamlNode nextUpdate = fields.get("next-update");
    Duration apart = or(fields.get("apart"), otherwise.apart());
    return new IncidentTiming(
        or(fields.get("settle"), otherwise.settle()),
        or(fields.get("confirm"), otherwise.confirm()),
        or(fields.get("material"), otherwise.material()),
        apart,
        mostUpdates == null ? otherwise.mostUpdates() : mostUpdates.number(0, 1_000),
        nextUpdate == null ? longer(otherwise.nextUpdate(), apart) : nextUpdate(nextUpdate, apart),
        or(fields.get("notice"), otherwise.notice()),
        or(fields.get("warn"), otherwise.warn()),
        pad(fields.get("pad")));
  }

  private static Pad pad(@Nullable YamlNode written) {
    if (written == null) {
      return Pad.NONE;
    }
    if (!written.text().endsWith("%")) {
      return new Pad(written.duration(), 0);
    }
    Matcher share = PERCENT.matcher(written.text());
    if (!share.matches()) {
      throw written.refused(
          "expected a time such as 30m, or a share such as 20%, at most 100%, found \""
              + written.text()
              + "\"");
    }
    return new Pad(Duration.ZERO, Integer.parseInt(share.group(1)));
  }

  /** Sooner than updates may follow each other, the promise could not be kept. */
  private static Duration nextUpdate(YamlNode written, Duration apart) {
    Duration nextUpdate = written.duration();
    if (nextUpdate.isZero() || nextUpdate.compareTo(apart) < 0) {
      throw written.refused(
          "expected at least as long as \"apart\", and more than nothing, found \""
              + written.text()
              + "\"");
    }
    return nextUpdate;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration or(@Nullable YamlNode written, Duration otherwise) {
    return written == null ? otherwise : written.duration();
  }
}
