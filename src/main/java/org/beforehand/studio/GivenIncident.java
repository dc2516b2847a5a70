package org.beforehand.studio;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.beforehand.decide.YamlNode;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;

/** An incident of a scenario. */
final class GivenIncident {

  private GivenIncident() {}

  /**
   * Reads {@code {id, service, scopes, eta, cause, opened, status, version}}.
   *
   * @param stage the stage it has reached, or null where it is only in the background
   */
  static Incident read(YamlNode written, @Nullable Stage stage, Moments moments, Instant at) {
    Map<String, YamlNode> fields =
        written.fields(
            "id", "service", "scopes", "eta", "cause", "ago", "status", "episode", "version");
    YamlNode eta = fields.get("eta");
    YamlNode cause = fields.get("cause");
    YamlNode ago = fields.get("ago");
    YamlNode status = fields.get("status");
    YamlNode scopes = fields.get("scopes");
    YamlNode episode = fields.get("episode");
    YamlNode version = fields.get("version");
    return new Incident(
        written.required(fields, "id").text(),
        written.required(fields, "service").text(),
        cause == null ? null : cause.text(),
        false,
        status == null ? status(stage) : status.word(Incident.Status.class),
        episode == null ? 1 : episode.number(1, 1_000),
        version == null ? version(stage) : version.number(1, 1_000_000),
        eta == null ? null : moments.ahead(eta, at),
        ago == null ? at : at.minus(ago.duration()),
        stage == null ? 0 : stage.number(),
        new TreeSet<>(
            scopes == null
                ? List.<String>of()
                : scopes.items().stream().map(YamlNode::text).toList()));
  }

  private static Incident.Status status(@Nullable Stage stage) {
    if (stage == null) {
      return Incident.Status.OPEN;
    }
    return switch (stage.name()) {
      case OPENED, ETA -> Incident.Status.OPEN;
      case RESTORED -> Incident.Status.RESTORED;
      case CANCELLED -> Incident.Status.CANCELLED;
    };
  }

  /** Every stage is a change: what was told at an earlier one was told from an earlier version. */
  static long version(@Nullable Stage stage) {
    return stage == null || stage.equals(Stage.OPENED) ? 1 : 2L + stage.number();
  }
}
