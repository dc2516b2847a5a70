package org.beforehand.decide;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Purpose;
import org.beforehand.incident.IncidentTiming;
import org.jspecify.annotations.Nullable;

/**
 * {@code contact-policy.yaml}: the numbers the gates work with.
 *
 * @param company its name, as customers know it
 * @param phone where it can be called
 * @param zone where the company is: the zone of customers who have none of their own
 * @param windows tried in order; the first that fits counts
 * @param caps all of them hold
 * @param channels per purpose, best first
 * @param consentByDefault the purposes that need no recorded yes
 */
public record ContactPolicy(
    String company,
    @Nullable String phone,
    ZoneId zone,
    List<Window> windows,
    List<Cap> caps,
    Map<Purpose, List<Channel>> channels,
    Set<Purpose> consentByDefault,
    IncidentTiming incidents) {

  static final String FILE = "contact-policy.yaml";

  /**
   * When a message may leave, in the customer's own zone.
   *
   * @param purpose null for every purpose
   * @param channel null for every channel
   * @param from the first minute
   * @param until the minute after the last; equal to {@code from} for any hour
   * @param workingDays whether Saturdays and Sundays are left out
   */
  public record Window(
      @Nullable Purpose purpose,
      @Nullable Channel channel,
      LocalTime from,
      LocalTime until,
      boolean workingDays) {

    boolean fits(Purpose itsPurpose, Channel itsChannel) {
      return (purpose == null || purpose == itsPurpose)
          && (channel == null || channel == itsChannel);
    }

    boolean anyHour() {
      return from.equals(until);
    }
  }

  /** At most so many contacts of these purposes within any window of this length. */
  public record Cap(Set<Purpose> purposes, int most, Duration within) {}

  Window window(Purpose purpose, Channel channel) {
    return windows.stream()
        .filter(window -> window.fits(purpose, channel))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the last window fits everything"));
  }

  private record Written(
      @Nullable Company company,
      @Nullable List<WrittenWindow> windows,
      @Nullable List<WrittenCap> caps,
      @Nullable Map<Purpose, List<Channel>> channels,
      @Nullable Set<Purpose> consentByDefault,
      @Nullable WrittenTiming incidents) {}

  private record Company(@Nullable String name, @Nullable String phone, @Nullable String zone) {}

  private record WrittenWindow(
      @Nullable Purpose purpose,
      @Nullable Channel channel,
      @Nullable String hours,
      @Nullable String days) {}

  private record WrittenCap(
      @Nullable Set<Purpose> purposes, @Nullable Integer most, @Nullable String within) {}

  private record WrittenTiming(
      @Nullable String settle,
      @Nullable String confirm,
      @Nullable String material,
      @Nullable String apart,
      @Nullable Integer mostUpdates) {}

  /**
   * @throws RulesRefused naming the line and what was expected
   */
  static ContactPolicy read(String text) {
    Written written = YamlFile.read(FILE, text, Written.class);
    Company company = YamlFile.required(FILE, "company", written.company());
    Map<Purpose, List<Channel>> channels = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      channels.put(purpose, List.of(Channel.EMAIL));
    }
    if (written.channels() != null) {
      channels.putAll(written.channels());
    }
    return new ContactPolicy(
        YamlFile.required(FILE, "company.name", company.name()),
        company.phone(),
        zone(YamlFile.required(FILE, "company.zone", company.zone())),
        windows(YamlFile.required(FILE, "windows", written.windows())),
        caps(written.caps()),
        channels,
        written.consentByDefault() == null
            ? Set.of(Purpose.REQUESTED, Purpose.SERVICE, Purpose.CARE, Purpose.GOODWILL)
            : Set.copyOf(written.consentByDefault()),
        timing(written.incidents()));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw YamlFile.refused(
          FILE, 0, "company.zone: expected a zone such as Europe/Oslo, found \"" + text + "\"");
    }
  }

  private static List<Window> windows(List<WrittenWindow> written) {
    List<Window> windows = new ArrayList<>();
    for (WrittenWindow window : written) {
      String hours = YamlFile.required(FILE, "windows.hours", window.hours());
      LocalTime from = LocalTime.MIDNIGHT;
      LocalTime until = LocalTime.MIDNIGHT;
      if (!hours.equals("any")) {
        String[] ends = hours.split("-", -1);
        try {
          from = LocalTime.parse(ends[0]);
          until = LocalTime.parse(ends[1]);
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
          throw YamlFile.refused(
              FILE, 0, "windows.hours: expected any or 08:00-21:00, found \"" + hours + "\"");
        }
        if (!from.isBefore(until)) {
          throw YamlFile.refused(
              FILE,
              0,
              "windows.hours: expected the first hour before the last, found \"" + hours + "\"");
        }
      }
      String days = window.days() == null ? "all" : window.days();
      if (!days.equals("all") && !days.equals("working")) {
        throw YamlFile.refused(
            FILE, 0, "windows.days: expected all or working, found \"" + days + "\"");
      }
      windows.add(
          new Window(window.purpose(), window.channel(), from, until, days.equals("working")));
    }
    if (windows.isEmpty()
        || windows.get(windows.size() - 1).purpose() != null
        || windows.get(windows.size() - 1).channel() != null) {
      throw YamlFile.refused(
          FILE, 0, "windows: expected the last one to fit every purpose and channel");
    }
    return List.copyOf(windows);
  }

  private static List<Cap> caps(@Nullable List<WrittenCap> written) {
    List<Cap> caps = new ArrayList<>();
    if (written != null) {
      for (WrittenCap cap : written) {
        int most = YamlFile.required(FILE, "caps.most", cap.most());
        if (most < 0) {
          throw YamlFile.refused(FILE, 0, "caps.most: expected 0 or more, found " + most);
        }
        caps.add(
            new Cap(
                Set.copyOf(YamlFile.required(FILE, "caps.purposes", cap.purposes())),
                most,
                YamlFile.duration(
                    FILE,
                    "caps.within",
                    YamlFile.required(FILE, "caps.within", cap.within()),
                    Duration.ZERO)));
      }
    }
    return List.copyOf(caps);
  }

  private static IncidentTiming timing(@Nullable WrittenTiming written) {
    IncidentTiming otherwise = IncidentTiming.DEFAULT;
    if (written == null) {
      return otherwise;
    }
    return new IncidentTiming(
        YamlFile.duration(FILE, "incidents.settle", written.settle(), otherwise.settle()),
        YamlFile.duration(FILE, "incidents.confirm", written.confirm(), otherwise.confirm()),
        YamlFile.duration(FILE, "incidents.material", written.material(), otherwise.material()),
        YamlFile.duration(FILE, "incidents.apart", written.apart(), otherwise.apart()),
        written.mostUpdates() == null ? otherwise.mostUpdates() : written.mostUpdates());
  }
}
