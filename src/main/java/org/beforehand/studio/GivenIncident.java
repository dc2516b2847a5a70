package org.beforehand.studio;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beforehand.decide.YamlNode;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.incident.IncidentTiming;
import org.jspecify.annotations.Nullable;

/** An incident of a scenario. */
final class GivenIncident {

  private GivenIncident() {}

  /**
   * Reads {@code {id, service, scopes, eta, cause, ago, status, episode, version, from, to,
   * next-update, estimate, broken, note}}. What has a {@code from} is maintenance.
   *
   * @param stage the stage it has reached, or null where it is only in the background
   */
  static Incident read(YamlNode written, @Nullable Stage stage, Moments moments, Instant at) {
    Map<String, YamlNode> fields =
        written.fields(
            "id",
            "service",
            "scopes",
            "eta",
            "cause",
            "ago",
            "status",
            "episode",
            "version",
            "from",
            "to",
            "next-update",
            "estimate",
            "broken",
            "note");
    YamlNode cause = fields.get("cause");
    YamlNode ago = fields.get("ago");
    YamlNode status = fields.get("status");
    YamlNode scopes = fields.get("scopes");
    YamlNode episode = fields.get("episode");
    YamlNode version = fields.get("version");
    YamlNode broken = fields.get("broken");
    YamlNode nextUpdate = fields.get("next-update");
    YamlNode end = fields.containsKey("to") ? fields.get("to") : fields.get("eta");
    Instant from = moment(fields.get("from"), moments, at);
    Incident.Status stands =
        status != null
            ? status.word(Incident.Status.class)
            : stage == null ? Incident.Status.OPEN : stage.name().status();
    boolean over = stands == Incident.Status.RESTORED || stands == Incident.Status.CANCELLED;
    return new Incident(
        written.required(fields, "id").text(),
        written.required(fields, "service").text(),
        cause == null ? null : cause.text(),
        from != null,
        stands,
        episode == null ? 1 : episode.number(1, 1_000),
        version == null ? version(stage) : version.number(1, 1_000_000),
        moment(end, moments, at),
        ago == null ? at : at.minus(ago.duration()),
        stage == null || !stage.name().updates() ? 0 : stage.number(),
        new TreeSet<>(
            scopes == null
                ? List.<String>of()
                : scopes.items().stream().map(YamlNode::text).toList()),
        from,
        nextUpdate == null
            ? at.plus(IncidentTiming.DEFAULT.nextUpdate())
            : moments.ahead(nextUpdate, at),
        over ? at : null,
        new Incident.Background(
            moment(fields.get("estimate"), moments, at),
            broken == null ? null : at.minus(broken.duration()),
            note(fields.get("note"))));
  }

  private static Map<String, String> note(@Nullable YamlNode written) {
    Map<String, String> note = new TreeMap<>();
    if (written != null) {
      written.map().forEach((language, text) -> note.put(language, String.valueOf(text)));
    }
    return note;
  }

  private static @Nullable Instant moment(@Nullable YamlNode written, Moments moments, Instant at) {
    return written == null ? null : moments.ahead(written, at);
  }

  /** Every stage is a change: what was told at an earlier one was told from an earlier version. */
  static long version(@Nullable Stage stage) {
    return stage == null || stage.equals(Stage.OPENED) ? 1 : 2L + stage.number();
  }
}
