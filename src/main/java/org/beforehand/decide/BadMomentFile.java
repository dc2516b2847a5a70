package org.beforehand.decide;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.beforehand.customer.Spelling;
import org.beforehand.fact.Action;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/** {@code moments:} in {@code contact-policy.yaml}. */
final class BadMomentFile {

  private static final String[] FIELDS = {
    "name",
    "outage",
    "maintenance",
    "ticket",
    "call",
    "trait",
    "event",
    "for",
    "is",
    "field",
    "at-least",
    "at-most",
    "within",
    "mutes",
    "actions",
    "but",
    "then",
    "spread",
    "look-again",
    "skill",
    "call-within"
  };
  private static final Map<String, Set<String>> BESIDE =
      Map.of(
          "outage", Set.of("maintenance", "for"),
          "ticket", Set.of(),
          "call", Set.of("for"),
          "trait", Set.of("is"),
          "event", Set.of("field", "is", "at-least", "at-most", "within"));
  private static final Set<String> OF_ONE_KIND =
      BESIDE.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  private static final List<String> KINDS = List.of("outage", "ticket", "call", "trait", "event");
  private static final Set<Action> SPOKEN =
      Set.of(Action.MESSAGE, Action.CALL, Action.GESTURE, Action.SURVEY);

  private BadMomentFile() {}

  /**
   * @throws RulesRefused naming the line and what was expected
   */
  static List<BadMoment> read(@Nullable YamlNode written) {
    List<BadMoment> moments = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlNode one : written == null ? List.<YamlNode>of() : written.items()) {
      BadMoment moment = moment(one);
      if (!names.add(moment.name())) {
        throw one.refused("there is a moment \"" + moment.name() + "\" above already");
      }
      moments.add(moment);
    }
    return List.copyOf(moments);
  }

  private static BadMoment moment(YamlNode written) {
    Map<String, YamlNode> fields = written.fields(FIELDS);
    return new BadMoment(
        written.required(fields, "name").text(),
        trouble(written, fields),
        muted(written, fields),
        ThenFile.read(written, fields));
  }

  private static Trouble trouble(YamlNode written, Map<String, YamlNode> fields) {
    List<String> kinds = KINDS.stream().filter(fields::containsKey).toList();
    if (kinds.size() != 1) {
      throw written.refused("expected one of " + String.join(", ", KINDS));
    }
    String kind = kinds.get(0);
    Set<String> beside = BESIDE.getOrDefault(kind, Set.of());
    fields.forEach(
        (name, field) -> {
          if (OF_ONE_KIND.contains(name) && !beside.contains(name)) {
            throw field.refused("this says nothing beside \"" + kind + "\"");
          }
        });
    YamlNode what = written.required(fields, kind);
    YamlNode after = fields.get("for");
    return switch (kind) {
      case "outage" ->
          new Trouble.Outage(
              anyOr(what),
              yes(fields.get("maintenance")),
              after == null ? Duration.ZERO : after.duration());
      case "ticket" -> new Trouble.Ticket(anyOr(what));
      case "call" -> {
        if (!what.text().equals("open")) {
          throw what.refused("expected open, found \"" + what.text() + "\"");
        }
        yield new Trouble.OpenCall(written.required(fields, "for").duration());
      }
      case "trait" -> new Trouble.Trait(what.text(), written.required(fields, "is").text());
      default ->
          new Trouble.Happened(
              what.text(), field(written, fields), written.required(fields, "within").duration());
    };
  }

  private static Trouble.Happened.@Nullable Field field(
      YamlNode written, Map<String, YamlNode> fields) {
    YamlNode name = fields.get("field");
    YamlNode least = fields.get("at-least");
    YamlNode most = fields.get("at-most");
    YamlNode is = fields.get("is");
    boolean bounds = least != null || most != null;
    if (name == null && !bounds && is == null) {
      return null;
    }
    if (bounds == (is != null)) {
      throw written.refused("expected either \"is\", or \"at-least\" or \"at-most\"");
    }
    return new Trouble.Happened.Field(
        written.required(fields, "field").text(),
        least == null ? null : decimal(least),
        most == null ? null : decimal(most),
        is == null ? null : is.text());
  }

  private static BadMoment.Muted muted(YamlNode written, Map<String, YamlNode> fields) {
    YamlNode mutes = fields.get("mutes");
    YamlNode actions = fields.get("actions");
    YamlNode but = fields.get("but");
    if (mutes == null && actions == null) {
      throw written.refused("expected a line \"mutes: ...\" or \"actions: ...\"");
    }
    Set<Purpose> purposes = new TreeSet<>();
    for (YamlNode one : mutes == null ? List.<YamlNode>of() : mutes.items()) {
      Purpose purpose = one.word(Purpose.class);
      if (purpose.urgent()) {
        throw one.refused("what customers asked for or need to know is never muted");
      }
      purposes.add(purpose);
    }
    Set<Action> muted = new TreeSet<>();
    for (YamlNode one : actions == null ? List.<YamlNode>of() : actions.items()) {
      Action action = one.word(Action.class);
      if (!SPOKEN.contains(action)) {
        throw one.refused("expected message, call, gesture or survey");
      }
      muted.add(action);
    }
    return new BadMoment.Muted(
        Set.copyOf(purposes),
        Set.copyOf(muted),
        but == null
            ? List.of()
            : but.items().stream()
                .map(one -> new BadMoment.Named(one.text(), one.line()))
                .toList());
  }

  private static @Nullable String anyOr(YamlNode written) {
    return written.text().equals("any") ? null : written.text();
  }

  private static boolean yes(@Nullable YamlNode written) {
    if (written == null || written.text().equals("no")) {
      return false;
    }
    if (!written.text().equals("yes")) {
      throw written.refused("expected yes or no, found \"" + written.text() + "\"");
    }
    return true;
  }

  private static BigDecimal decimal(YamlNode written) {
    try {
      return new BigDecimal(written.text());
    } catch (NumberFormatException notANumber) {
      throw written.refused("expected a number, found \"" + written.text() + "\"");
    }
  }

  /**
   * Campaigns that are left out, are not there, and look like one that is. Others may only be
   * elsewhere: the same policy serves folders with few campaigns.
   */
  static List<Problem> misspelt(List<BadMoment> moments, Set<String> campaigns) {
    List<Problem> found = new ArrayList<>();
    for (BadMoment moment : moments) {
      for (BadMoment.Named one : moment.muted().but()) {
        String meant = Spelling.nearest(one.campaign(), campaigns);
        if (meant != null && !meant.equals(one.campaign())) {
          found.add(
              new Problem(
                  ContactPolicy.FILE,
                  one.line(),
                  "but: there is no campaign \""
                      + one.campaign()
                      + "\"; did you mean \""
                      + meant
                      + "\"?"));
        }
      }
    }
    return found;
  }
}
