package org.beforehand.studio;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.beforehand.decide.Words;
import org.jspecify.annotations.Nullable;

/**
 * What an incident was, who was to hear of it, and what became of that.
 *
 * @param about in words, whose messages are meant
 * @param zone on whose clock the document tells its times: the company's
 * @param versions every state it was in, in order
 * @param stages what was to be told, in order
 * @param promises what customers were told to expect, in order, and what came of it
 * @param silent how many of those concerned have heard nothing at all, and nothing is on its way
 * @param why these by reason, the most customers first
 */
public record IncidentAccount(
    String about,
    String incident,
    Instant from,
    Instant to,
    ZoneId zone,
    List<Version> versions,
    List<Stage> stages,
    List<Promise> promises,
    long silent,
    List<Group> why)
    implements WhyAnswer {

  /** How it stood from an instant on. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Version(
      Instant at,
      long version,
      String status,
      int episode,
      String service,
      @Nullable Instant eta,
      Set<String> scopes) {}

  /**
   * What customers were told to expect.
   *
   * @param kind eta: that it is back by then; next-update: that we write by then
   * @param outcome kept, broken, revised or open
   * @param told how many heard it
   */
  public record Promise(
      int episode, String kind, Instant promised, Instant said, String outcome, long told) {}

  /**
   * One thing to be told to everybody concerned.
   *
   * @param at when its telling began; where it has not, when it was planned
   * @param state planned, running, done, or superseded where it was overtaken
   * @param intended how many customers it concerned: told, waiting, unreachable, dropped and failed
   *     together
   * @param reasons why those who were not told were not
   */
  public record Stage(
      String stage,
      int episode,
      Instant at,
      String state,
      long intended,
      long told,
      long waiting,
      long unreachable,
      long dropped,
      long failed,
      List<Group> reasons) {}

  /**
   * Customers to whom the same happened.
   *
   * @param outcome waiting, unreachable, dropped or failed
   * @param gate who said no, or not yet; null where nobody did
   * @param examples the ids of some; none beside a stage
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Group(
      long customers,
      String outcome,
      @Nullable String gate,
      String reason,
      String said,
      List<String> examples) {

    private String line() {
      String who = gate == null ? "" : ", " + gate + " (" + reason + ")";
      String some = examples.isEmpty() ? "" : " For example " + String.join(", ", examples) + ".";
      return customers + " " + outcome + who + ": " + said + some + "\n";
    }
  }

  @Override
  public String document(Instant written) {
    StringBuilder text = new StringBuilder();
    text.append("Why: ").append(about).append('\n');
    text.append("Incident ").append(incident).append(", ");
    text.append(Words.moment(from, zone)).append(" to ").append(Words.moment(to, zone));
    text.append(" (").append(zone).append(")\n");
    text.append("Written ").append(Words.moment(written, zone)).append("\n\nWhat it was\n");
    // What changed may be nothing that is said here, such as the time by which we write again.
    versions.stream().map(this::described).distinct().forEach(text::append);
    text.append("\nWhat was to be told\n");
    stages.forEach(stage -> describe(stage, text));
    if (stages.isEmpty()) {
      text.append("  Nothing, in this period.\n");
    }
    text.append(promises.isEmpty() ? "" : "\nWhat was promised\n");
    promises.forEach(promise -> describe(promise, text));
    text.append("\nWho has heard nothing, and will not: ").append(silent);
    text.append(silent == 1 ? " customer\n" : " customers\n");
    why.forEach(group -> text.append("  ").append(group.line()));
    return text.toString();
  }

  private String described(Version version) {
    StringBuilder text = new StringBuilder();
    text.append("  ").append(Words.moment(version.at(), zone)).append(": ");
    text.append(version.status()).append(", ").append(version.service());
    text.append(", episode ").append(version.episode());
    text.append(", touching ").append(String.join(", ", version.scopes()));
    if (version.eta() != null) {
      text.append(", expected back ").append(Words.moment(version.eta(), zone));
    }
    return text.append(".\n").toString();
  }

  private void describe(Promise promise, StringBuilder text) {
    text.append("  ").append(Words.moment(promise.said(), zone)).append(": ");
    text.append(promise.kind().equals("eta") ? "back by " : "news by ");
    text.append(Words.moment(promise.promised(), zone));
    text.append(", episode ").append(promise.episode()).append(", to ").append(promise.told());
    text.append(promise.told() == 1 ? " customer: " : " customers: ");
    text.append(promise.outcome()).append(".\n");
  }

  private void describe(Stage stage, StringBuilder text) {
    text.append("  ").append(Words.moment(stage.at(), zone)).append(": ").append(stage.stage());
    text.append(", episode ").append(stage.episode()).append(" (").append(stage.state());
    text.append("): intended for ").append(stage.intended());
    text.append(" = ").append(stage.told()).append(" told + ");
    text.append(stage.waiting()).append(" waiting + ");
    text.append(stage.unreachable()).append(" unreachable + ");
    text.append(stage.dropped()).append(" dropped + ");
    text.append(stage.failed()).append(" failed\n");
    stage.reasons().forEach(group -> text.append("    ").append(group.line()));
  }
}
