package org.beforehand.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Candidate;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.Experiment;
import org.beforehand.decide.Policy;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.Promise;
import org.beforehand.decide.Reason;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.History;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Incident.Status;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Proposal;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Stage;
import org.beforehand.fact.Subject;
import org.beforehand.incident.Movement.Plan;

/**
 * Incidents and what one customer hears of them, over the pure parts alone: life cycles, the
 * beginning of stages, the gates. Sweeps, outbox and mail are lists; mail takes a while and
 * sometimes fails.
 */
final class OneCustomersWorld {

  static final IncidentTiming TIMING = padded(IncidentTiming.DEFAULT);

  private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
  private static final Set<String> SCOPES = Set.of("circuit:1");
  private static final ContactPolicy POLICY =
      ContactPolicy.read(
          """
          company: {name: Fjordlink, zone: Europe/Oslo}
          windows:
            - {hours: any}
          """);
  private static final Campaign CAMPAIGN =
      new Campaign(
          "notices",
          "Notices",
          "tests",
          Purpose.SERVICE,
          Campaign.Status.LIVE,
          List.of("incident.opened"),
          0,
          new Campaign.Key.OfStage(),
          Duration.ofDays(1),
          new Campaign.Freshness(Duration.ofDays(1), Map.of()),
          List.of(),
          null,
          Experiment.NONE,
          Campaign.Company.USUAL);
  private static final Customer KARI =
      new Customer(
          "kari",
          null,
          null,
          "kari@example.org",
          null,
          null,
          OSLO,
          null,
          null,
          null,
          null,
          false,
          List.of(),
          SCOPES,
          Map.of());

  /**
   * What the customer read, and what was promised in it.
   *
   * @param held whether something else held the service when it was sent
   */
  record Heard(Instant at, Stage stage, Incident incident, boolean held) {}

  /** A promise that was noted as lapsed. */
  record Lapsed(Instant at, IncidentRow before, IncidentRow after, boolean told) {}

  /**
   * @param anew how often the end is told with it, where it is told anew; else 0
   */
  private record Sweep(String incident, int episode, Plan plan, int anew) {
    Sweep(String incident, int episode, Plan plan) {
      this(incident, episode, plan, 0);
    }
  }

  private static IncidentTiming padded(IncidentTiming usual) {
    return new IncidentTiming(
        usual.settle(),
        usual.confirm(),
        usual.material(),
        usual.apart(),
        usual.mostUpdates(),
        usual.nextUpdate(),
        usual.notice(),
        usual.warn(),
        new Pad(Duration.ofMinutes(5), 20));
  }

  private static final class Letter {
    final long id;
    final String incident;
    final int episode;
    final Stage stage;
    final String key;
    OutreachState state = OutreachState.SCHEDULED;
    Instant due;
    Instant settled;
    Instant arrives;
    long version;
    long after;
    boolean afterTold;
    Incident promised;
    boolean held;

    Letter(long id, Incident incident, Stage stage, String key) {
      this.id = id;
      this.incident = incident.id();
      this.episode = incident.episode();
      this.stage = stage;
      this.key = key;
    }

    String thread() {
      return stage.name().status() == Status.PLANNED
              || (stage.name() == Stage.Name.CANCELLED && incident.startsWith("M"))
          ? "maintenance:" + incident
          : "outage:broadband";
    }
  }

  final Map<String, IncidentRow> rows = new LinkedHashMap<>();
  final List<Heard> heard = new ArrayList<>();
  final List<Lapsed> lapses = new ArrayList<>();
  boolean failed;

  /** How often the customer answered that it is not back. */
  int gainsaid;

  private final List<Sweep> sweeps = new ArrayList<>();
  private final List<Letter> letters = new ArrayList<>();
  private final Random random;
  private final double failing;

  OneCustomersWorld(Random random, double failing) {
    this.random = random;
    this.failing = failing;
  }

  void news(String type, String incident, Instant time, Map<String, Object> data, Instant at) {
    IncidentNews news =
        IncidentNews.read(
            new Event("noc", "e", type, new Subject.OfIncident(incident), time, data));
    IncidentRow before = rows.get(incident);
    Change change;
    try {
      change =
          before == null
              ? news.maintenance()
                  ? MaintenanceLife.first(news, "broadband", at, TIMING)
                  : OutageLife.first(news, "broadband", at, TIMING)
              : before.maintenance()
                  ? MaintenanceLife.next(before, Scopes.of(SCOPES), news, at, TIMING)
                  : OutageLife.next(before, Scopes.of(SCOPES), news, at, TIMING);
    } catch (BadIncident refused) {
      return;
    }
    if (change instanceof Change.Next next) {
      rows.put(incident, next.row());
      if (next.overtakes()) {
        sweeps.removeIf(sweep -> sweep.incident().equals(incident));
      }
      for (Plan plan : next.plans()) {
        if (plan.stage() == Stage.Name.ETA || plan.stage() == Stage.Name.PLANNED) {
          sweeps.removeIf(
              sweep ->
                  sweep.incident().equals(incident)
                      && (sweep.plan().stage() == plan.stage()
                          || (sweep.plan().stage().updates() && plan.stage().updates())));
        }
        sweeps.add(new Sweep(incident, next.row().standing().episode(), plan));
      }
    }
  }

  /** Everything that is due by then. */
  void tick(Instant at) {
    lapse(at);
    List<Sweep> due =
        sweeps.stream()
            .filter(sweep -> !sweep.plan().due().isAfter(at))
            .sorted(Comparator.comparing(sweep -> sweep.plan().due()))
            .toList();
    for (Sweep sweep : due) {
      if (sweeps.remove(sweep)) {
        begin(sweep, at);
      }
    }
    dispatch(at);
    answer(at);
  }

  /** It may still be out where the customer is; an operator sees to it within some hours. */
  private void answer(Instant at) {
    Heard last = heard.isEmpty() ? null : heard.get(heard.size() - 1);
    boolean isBack =
        last != null
            && last.incident().status() == Status.RESTORED
            && last.incident().thread().equals("outage:broadband")
            && letters.stream().noneMatch(letter -> letter.state == OutreachState.SENDING);
    if (!isBack || random.nextInt(6) != 0) {
      return;
    }
    for (Letter letter : letters) {
      if (letter.promised == last.incident() && letter.state == OutreachState.SENT) {
        settle(letter, OutreachState.ANSWERED, at);
        heard.remove(last);
        gainsaid++;
        Stage.Name stage = last.stage().name();
        Instant due = at.plus(Duration.ofMinutes(random.nextInt(400)));
        sweeps.add(
            new Sweep(letter.incident, letter.episode, new Plan(stage, SCOPES, due), gainsaid + 1));
      }
    }
  }

  private void lapse(Instant at) {
    for (IncidentRow row : List.copyOf(rows.values())) {
      Instant owed = row.told().nextUpdate();
      boolean waiting = row.is(Status.OPEN) || row.is(Status.PLANNED);
      if (!waiting || owed == null || owed.isAfter(at)) {
        continue;
      }
      IncidentRow after = row.lapsed(at, TIMING);
      rows.put(row.id(), after);
      boolean toTell = row.is(Status.OPEN) && row.told().updates() < TIMING.mostUpdates();
      lapses.add(new Lapsed(at, row, after, toTell));
      if (toTell) {
        sweeps.add(
            new Sweep(
                row.id(),
                row.standing().episode(),
                new Plan(Stage.Name.STILL_OUT, SCOPES, after.updateDue(at, TIMING))));
      }
    }
  }

  private void begin(Sweep sweep, Instant at) {
    IncidentRow row = rows.get(sweep.incident());
    Telling telling =
        row.standing().episode() != sweep.episode()
            ? null
            : Telling.begin(row, sweep.plan().stage(), at, TIMING);
    if (telling == null) {
      return;
    }
    rows.put(row.id(), telling.row());
    Incident incident = telling.row().toIncident(SCOPES);
    if (telling.stage().closes()) {
      for (Letter letter : letters) {
        if (letter.incident.equals(incident.id())
            && letter.episode == incident.episode()
            && letter.state.waiting()
            && !letter.stage.closes()) {
          settle(letter, OutreachState.SUPERSEDED, at);
        }
      }
    }
    Stage stage = sweep.anew() == 0 ? telling.stage() : telling.stage().anew(sweep.anew());
    String key = incident.id() + "#" + incident.episode() + ":" + stage.word();
    Candidate candidate = candidate(key, stage, incident, at, 0);
    if (Policy.judge(candidate, dossier(at), POLICY, at) instanceof Judgement.Go go) {
      Letter letter = letters.stream().filter(one -> one.key.equals(key)).findFirst().orElse(null);
      if (letter == null) {
        letter = new Letter(letters.size() + 1L, incident, stage, key);
        letters.add(letter);
      }
      letter.settled = null;
      wait(letter, go, at);
    }
  }

  private void dispatch(Instant at) {
    for (int round = 0; round < 2; round++) {
      for (Letter letter : List.copyOf(letters)) {
        if (letter.state == OutreachState.SENDING && !letter.arrives.isAfter(at)) {
          arrive(letter, at);
        } else if (letter.state == OutreachState.HELD) {
          release(letter, at);
        } else if (letter.state == OutreachState.SCHEDULED && !letter.due.isAfter(at)) {
          send(letter, at);
        }
      }
    }
  }

  private void send(Letter letter, Instant at) {
    Incident incident = rows.get(letter.incident).toIncident(SCOPES);
    if (incident.episode() != letter.episode) {
      settle(letter, OutreachState.SUPERSEDED, at);
      return;
    }
    Candidate candidate = candidate(letter.key, letter.stage, incident, at, letter.id);
    Judgement judgement = Policy.judge(candidate, dossier(at), POLICY, at);
    if (judgement instanceof Judgement.No no) {
      settle(
          letter,
          no.reason() == Reason.OVERTAKEN ? OutreachState.SUPERSEDED : OutreachState.DROPPED,
          at);
      return;
    }
    Judgement.Go go = (Judgement.Go) judgement;
    if (go.await() != null || go.candidate().due().isAfter(at)) {
      wait(letter, go, at);
      return;
    }
    letter.state = OutreachState.SENDING;
    letter.version = incident.version();
    letter.promised = Promise.of(candidate, incident, dossier(at), POLICY, at);
    letter.held =
        open().stream()
            .anyMatch(
                other ->
                    !other.id().equals(incident.id()) && other.thread().equals(incident.thread()));
    letter.arrives = at.plus(Duration.ofMinutes(random.nextInt(3) == 0 ? 10 : 0));
    if (!letter.arrives.isAfter(at)) {
      arrive(letter, at);
    }
  }

  private void arrive(Letter letter, Instant at) {
    if (random.nextDouble() < failing) {
      failed = true;
      settle(letter, OutreachState.FAILED, at);
    } else {
      settle(letter, OutreachState.SENT, at);
      heard.add(new Heard(at, letter.stage, letter.promised, letter.held));
    }
  }

  private void release(Letter letter, Instant at) {
    Letter earlier = letters.get((int) letter.after - 1);
    if (earlier.state.waiting() || earlier.state == OutreachState.SENDING) {
      return;
    }
    boolean eitherWay =
        letter.afterTold
            && (earlier.stage.name().updates() || earlier.stage.name() == Stage.Name.PLANNED);
    if (eitherWay || earlier.state.told() == letter.afterTold) {
      letter.state = OutreachState.SCHEDULED;
    } else {
      settle(letter, OutreachState.DROPPED, at);
    }
  }

  private static void wait(Letter letter, Judgement.Go go, Instant at) {
    letter.due = go.candidate().due().isAfter(at) ? go.candidate().due() : at;
    letter.state = go.await() == null ? OutreachState.SCHEDULED : OutreachState.HELD;
    if (go.await() != null) {
      letter.after = go.await().outreach();
      letter.afterTold = go.await().ifTold();
    }
  }

  private static void settle(Letter letter, OutreachState state, Instant at) {
    letter.state = state;
    letter.settled = at;
  }

  private static Candidate candidate(
      String key, Stage stage, Incident incident, Instant at, long outreach) {
    return new Candidate(
        CAMPAIGN,
        "notices: rule",
        new Proposal.Message(stage.name().word()),
        key,
        "incident.opened",
        at,
        List.of(Channel.EMAIL),
        at,
        stage,
        incident,
        outreach);
  }

  /** Whether nothing is left to come. */
  boolean quiet() {
    return open().isEmpty()
        && sweeps.isEmpty()
        && letters.stream()
            .noneMatch(one -> one.state.waiting() || one.state == OutreachState.SENDING);
  }

  /** What takes service away, or did until its end is being told. */
  List<Incident> open() {
    return rows.values().stream()
        .filter(row -> !row.standing().ended() && !row.is(Status.PLANNED))
        .map(row -> row.toIncident(SCOPES))
        .toList();
  }

  private Dossier dossier(Instant at) {
    List<Contact> contacts =
        letters.stream()
            .map(
                letter ->
                    new Contact(
                        letter.id,
                        CAMPAIGN.name(),
                        letter.key,
                        Action.MESSAGE,
                        Purpose.SERVICE,
                        Channel.EMAIL,
                        letter.state,
                        letter.settled == null ? letter.due : letter.settled,
                        letter.thread(),
                        letter.stage,
                        letter.incident,
                        letter.version))
            .toList();
    return new Dossier(KARI, 1, Map.of(), Set.of(), new History(at, Map.of(), contacts), open());
  }
}
