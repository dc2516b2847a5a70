package org.beforehand.intake;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.beforehand.decide.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * The file that describes a feed of outages; {@code routes/outage-feed.yaml} shows all of it.
 *
 * @param feed the feed's name: its events come from {@code feed:NAME}
 * @param from its address, where the file gives it
 * @param incident what stands before the outage's id in the incident's
 */
record FeedFile(
    String feed, @Nullable String from, String incident, FeedMapping mapping, FeedTrust trust) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");
  private static final Pattern SCOPE = Pattern.compile("([^{}]*)\\{([^{}]+)}([^{}]*)");

  /**
   * Reads the text of a file.
   *
   * @throws org.beforehand.decide.RulesRefused naming file, line and what was expected
   */
  static FeedFile read(String file, String text) {
    YamlNode root = YamlNode.read(file, text);
    Map<String, YamlNode> lines =
        root.fields("feed", "from", "every", "incident", "outages", "fields", "confirm", "doubt");
    YamlNode name = root.required(lines, "feed");
    if (!NAME.matcher(name.text()).matches()) {
      throw name.refused("expected a name of small letters and digits such as grid-west");
    }
    YamlNode from = lines.get("from");
    YamlNode incident = lines.get("incident");
    YamlNode array = lines.get("outages");
    if (incident != null && incident.text().length() > 60) {
      throw incident.refused("expected at most 60 characters");
    }
    return new FeedFile(
        name.text(),
        from == null ? null : from.text(),
        incident == null ? name.text() + "-" : incident.text(),
        mapping(
            array == null ? List.of() : Arrays.asList(array.text().split("\\.")),
            root.required(lines, "fields")),
        trust(lines));
  }

  private static FeedMapping mapping(List<String> array, YamlNode fields) {
    Map<String, YamlNode> of =
        fields.fields(
            "outage",
            "start",
            "eta",
            "updated",
            "service",
            "cause",
            "customers",
            "scopes",
            "closed");
    YamlNode customers = of.get("customers");
    YamlNode closed = of.get("closed");
    YamlNode cause = of.get("cause");
    return new FeedMapping(
        array,
        fields.required(of, "outage").text(),
        time(of.get("start")),
        time(of.get("eta")),
        time(of.get("updated")),
        text(fields.required(of, "service")),
        cause == null ? null : text(cause),
        customers == null ? null : customers.text(),
        scopes(fields.required(of, "scopes")),
        closed == null ? null : closed(closed));
  }

  private static FeedMapping.TextField text(YamlNode node) {
    String text = node.text();
    if (!text.startsWith("=")) {
      return new FeedMapping.TextField(text, false);
    }
    String constant = text.substring(1).strip();
    if (constant.isEmpty() || constant.length() > 200) {
      throw node.refused("expected a field, or \"=\" and a text of 1 to 200 characters");
    }
    return new FeedMapping.TextField(constant, true);
  }

  private static FeedMapping.@Nullable TimeField time(@Nullable YamlNode node) {
    if (node == null) {
      return null;
    }
    Map<String, YamlNode> of = node.fields("field", "time", "zone");
    YamlNode form = node.required(of, "time");
    YamlNode zone = of.get("zone");
    for (FeedTime.Form known : FeedTime.Form.values()) {
      if (known.word().equals(form.text())) {
        if (zone != null && known != FeedTime.Form.ISO) {
          throw zone.refused("only times in the form iso have a zone");
        }
        return new FeedMapping.TimeField(
            node.required(of, "field").text(),
            new FeedTime(known, zone == null ? null : zone(zone)));
      }
    }
    throw form.refused(
        "expected "
            + Arrays.stream(FeedTime.Form.values())
                .map(FeedTime.Form::word)
                .collect(Collectors.joining(" or "))
            + ", found \""
            + form.text()
            + "\"");
  }

  private static ZoneId zone(YamlNode zone) {
    try {
      return ZoneId.of(zone.text());
    } catch (DateTimeException unknown) {
      throw zone.refused("expected a zone such as Europe/Oslo, found \"" + zone.text() + "\"");
    }
  }

  private static List<FeedMapping.Scope> scopes(YamlNode node) {
    List<FeedMapping.Scope> scopes = new ArrayList<>();
    for (YamlNode each : node.isList() ? node.items() : List.of(node)) {
      Matcher parts = SCOPE.matcher(each.text());
      if (!parts.matches()) {
        throw each.refused(
            "expected a scope with one field in braces, such as circuit:{CIRCUIT_ID}, found \""
                + each.text()
                + "\"");
      }
      scopes.add(new FeedMapping.Scope(parts.group(1), parts.group(2).strip(), parts.group(3)));
    }
    if (scopes.isEmpty()) {
      throw node.refused("expected at least one scope, such as circuit:{CIRCUIT_ID}");
    }
    return scopes;
  }

  private static FeedMapping.Closed closed(YamlNode node) {
    Map<String, YamlNode> of = node.fields("field", "values");
    YamlNode values = node.required(of, "values");
    Set<String> words = new LinkedHashSet<>();
    for (YamlNode value : values.isList() ? values.items() : List.of(values)) {
      words.add(FeedMapping.lower(value.text()));
    }
    if (words.isEmpty()) {
      throw values.refused("expected at least one value, such as Restored");
    }
    return new FeedMapping.Closed(node.required(of, "field").text(), words);
  }

  private static FeedTrust trust(Map<String, YamlNode> lines) {
    FeedTrust usual = FeedTrust.DEFAULT;
    YamlNode every = lines.get("every");
    Map<String, YamlNode> confirm = part(lines.get("confirm"), "snapshots", "time");
    Map<String, YamlNode> doubt =
        part(lines.get("doubt"), "limit", "share", "few", "believe-shrunk", "believe-empty");
    YamlNode limit = doubt.get("limit");
    YamlNode time = confirm.get("time");
    return new FeedTrust(
        every == null ? usual.every() : positive(every),
        number(confirm.get("snapshots"), usual.snapshots(), 2, 1000),
        time == null ? usual.time() : time.duration(),
        limit == null ? null : (Integer) limit.number(1, 10_000_000),
        number(doubt.get("share"), usual.share(), 1, 100),
        number(doubt.get("few"), usual.few(), 0, 1_000_000),
        patience(doubt.get("believe-shrunk"), usual.believeShrunk()),
        patience(doubt.get("believe-empty"), usual.believeEmpty()));
  }

  private static Map<String, YamlNode> part(@Nullable YamlNode node, String... known) {
    return node == null ? Map.of() : node.fields(known);
  }

  private static int number(@Nullable YamlNode node, int usual, int least, int most) {
    return node == null ? usual : node.number(least, most);
  }

  private static Duration positive(YamlNode node) {
    Duration duration = node.duration();
    if (duration.isZero()) {
      throw node.refused("expected at least 1s");
    }
    return duration;
  }

  private static @Nullable Duration patience(@Nullable YamlNode node, @Nullable Duration usual) {
    if (node == null) {
      return usual;
    }
    return node.text().equals("never") ? null : node.duration();
  }
}
