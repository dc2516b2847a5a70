package org.beforehand.studio;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Sayings;
import org.beforehand.incident.Incidents;
import org.beforehand.incident.Promises;
import org.beforehand.studio.IncidentAccount.Group;
import org.beforehand.studio.IncidentFateTable.Fate;
import org.beforehand.studio.IncidentFateTable.Kind;
import org.beforehand.studio.IncidentFateTable.Sweep;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers what an incident came to for all whom it concerned. */
final class WhyIncident {

  /** What is no reason of a gate's. */
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          Map.entry("no_rule", "No rule wanted to tell them."),
          Map.entry("fault", "The rules failed for them; the log says how."),
          Map.entry("not_yet", "It is not their turn yet."),
          Map.entry("not_decided", "It could not be decided for them."),
          Map.entry("held", "It is held until something else is settled."),
          Map.entry("scheduled", "It is about to leave."),
          Map.entry("claimed", "It is about to leave."),
          Map.entry("sending", "It is leaving now."),
          Map.entry("superseded", "Things had changed before the message could leave."),
          Map.entry("merged", "It was said in another message."),
          Map.entry("cancelled", "It was taken back."),
          Map.entry("dropped", "It was taken back."),
          Map.entry("bounced", "The message came back."),
          Map.entry("failed", "The message did not get through."));

  private static final Comparator<Fate> MOST_FIRST =
      Comparator.comparingLong(Fate::customers).reversed().thenComparing(Fate::reason);

  private final Incidents incidents;
  private final Promises promises;
  private final IncidentFateTable table;

  WhyIncident(JdbcClient db) {
    this.incidents = new Incidents(db);
    this.promises = new Promises(db);
    this.table = new IncidentFateTable(db);
  }

  /** Adds up what happened at each stage, and at none of them. */
  private static final class Sum {
    private final Map<@Nullable Long, Map<String, Fate>> fates = new HashMap<>();
    private final int examples;

    Sum(int examples) {
      this.examples = examples;
    }

    void add(@Nullable Long sweep, Fate fate) {
      fates
          .computeIfAbsent(sweep, none -> new HashMap<>())
          .merge(fate.kind() + "\n" + fate.gate() + "\n" + fate.reason(), fate, this::both);
    }

    private Fate both(Fate one, Fate other) {
      return new Fate(
          one.kind(),
          one.gate(),
          one.reason(),
          one.customers() + other.customers(),
          Stream.concat(one.examples().stream(), other.examples().stream())
              .sorted()
              .limit(examples)
              .toList());
    }

    List<Fate> of(@Nullable Long sweep) {
      return fates.getOrDefault(sweep, Map.of()).values().stream().sorted(MOST_FIRST).toList();
    }
  }

  /**
   * @throws NotKnown if nothing about the incident reached us in that period
   */
  IncidentAccount answer(Why.AboutIncident question, ZoneId zone) {
    List<IncidentAccount.Version> versions =
        incidents.versions(question.incident(), question.from(), question.to()).stream()
            .map(WhyIncident::version)
            .toList();
    if (versions.isEmpty()) {
      throw new NotKnown("incident: nothing about this incident reached us in this period");
    }
    List<Sweep> sweeps = table.sweeps(question);
    Sum sum = new Sum(question.examples());
    table.fates(question, sweeps, sum::add);
    List<Group> why = sum.of(null).stream().map(WhyIncident::group).toList();
    List<IncidentAccount.Stage> stages = new ArrayList<>();
    for (Sweep sweep : sweeps) {
      stages.add(stage(sweep, sum.of(sweep.id())));
    }
    return new IncidentAccount(
        question.campaign() == null ? "all campaigns" : "the campaign " + question.campaign(),
        question.incident(),
        question.from(),
        question.to(),
        zone,
        versions,
        List.copyOf(stages),
        promises(question),
        why.stream().mapToLong(Group::customers).sum(),
        why);
  }

  private List<IncidentAccount.Promise> promises(Why.AboutIncident question) {
    return promises.of(question.incident()).stream()
        .filter(one -> !one.saidAt().isBefore(question.from()))
        .filter(one -> !one.saidAt().isAfter(question.to()))
        .map(
            one ->
                new IncidentAccount.Promise(
                    one.episode(),
                    one.kind(),
                    one.promised(),
                    one.saidAt(),
                    one.outcome(),
                    one.told()))
        .toList();
  }

  private static IncidentAccount.Version version(Incidents.Version was) {
    return new IncidentAccount.Version(
        was.at(),
        was.incident().version(),
        was.incident().status().name().toLowerCase(Locale.ROOT),
        was.incident().episode(),
        was.incident().service(),
        was.incident().eta(),
        was.incident().scopes());
  }

  private static IncidentAccount.Stage stage(Sweep sweep, List<Fate> fates) {
    return new IncidentAccount.Stage(
        sweep.stage(),
        sweep.episode(),
        sweep.at(),
        sweep.state(),
        fates.stream().mapToLong(Fate::customers).sum(),
        count(fates, Kind.TOLD),
        count(fates, Kind.WAITING),
        count(fates, Kind.UNREACHABLE),
        count(fates, Kind.DROPPED),
        count(fates, Kind.FAILED),
        fates.stream().filter(one -> one.kind() != Kind.TOLD).map(WhyIncident::group).toList());
  }

  private static long count(List<Fate> fates, Kind kind) {
    return fates.stream().filter(one -> one.kind() == kind).mapToLong(Fate::customers).sum();
  }

  private static Group group(Fate fate) {
    return new Group(
        fate.customers(),
        fate.kind().word(),
        fate.gate(),
        fate.reason(),
        said(fate.reason()),
        fate.examples());
  }

  private static String said(String reason) {
    String otherwise = OTHERWISE.get(reason);
    return otherwise == null ? Sayings.of(Reason.of(reason)) : otherwise;
  }
}
