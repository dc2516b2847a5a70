package org.beforehand.studio;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.beforehand.decide.Publication;
import org.beforehand.decide.Publication.How;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.RulesRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes approved drafts and earlier revisions: all or nothing, and only in place of the
 * revision they were meant to replace.
 */
public final class Releases {

  /**
   * What was published.
   *
   * @param parent what it replaced
   * @param campaigns those that changed
   * @param customers how many it may concern, estimated from above
   * @param takenBack messages that waited and will not leave
   * @param anew messages that waited and are decided anew
   */
  public record Released(
      String revision,
      String parent,
      Set<String> campaigns,
      long customers,
      int takenBack,
      int anew,
      Publishing.WriteBack folder) {}

  private final Drafts drafts;
  private final Audit audit;
  private final Reach reach;
  private final Letting letting;
  private final TransactionTemplate transaction;
  private final Publishing publishing;
  private final Rulebooks rulebooks;

  public Releases(
      JdbcClient db, TransactionTemplate transaction, Drafts drafts, Publishing publishing) {
    this.drafts = drafts;
    this.audit = new Audit(db);
    this.reach = new Reach(db);
    this.letting = new Letting(db);
    this.transaction = transaction;
    this.publishing = publishing;
    this.rulebooks = publishing.rulebooks();
  }

  /** Everything that one publication is about. */
  private record Plan(
      RuleFolder was,
      RuleFolder now,
      Rulebook rulebook,
      Set<String> campaigns,
      Reach.Estimate reach,
      Choice choice) {

    Map<String, Object> options(Map<String, Object> more) {
      Map<String, Object> options = new HashMap<>(more);
      options.put("waiting", choice.waiting().word());
      options.put("reach", Reach.data(reach));
      if (choice.override() != null) {
        options.put("override", choice.override());
      }
      options.putAll(RolloutWords.of(choice));
      return options;
    }
  }

  /**
   * Publishes a draft that somebody else approved, exactly as it was approved.
   *
   * @throws Refused if it is not approved, does not pass the check, concerns more customers than it
   *     may, or somebody was first
   */
  public Released publish(long id, Choice choice, Member who, Instant at) {
    who.mustBe("publish a draft", Role.AUTHOR, Role.APPROVER);
    Draft draft = drafts.find(id);
    String approver = drafts.approver(draft);
    RuleFolder was = rulebooks.folder(draft.base());
    Check.Report report = publishing.tried(draft.on(was));
    Rulebook rulebook = report.rulebook();
    if (!report.good() || rulebook == null) {
      throw new Refused(
          Refused.Why.UNFIT, "it does not pass the check; see findings", report.findings());
    }
    Plan plan = plan(was, rulebook, choice, at);
    withinCap(plan, draft, who);
    Letting.mayBeginSmall(plan.rulebook, plan.campaigns, plan.choice);
    Map<String, Object> options =
        plan.options(Map.of("draft", id, "title", draft.title(), "approver", approver));
    Publication.Act act = new Publication.Act(who.name(), How.DRAFT, at, options);
    try {
      return taken(
          plan,
          () -> {
            Draft held = drafts.hold(id, rulebook.revision());
            drafts.approver(held);
            int waited = replace(plan, act);
            drafts.end(held, Draft.State.PUBLISHED, at);
            return waited;
          });
    } catch (SomebodyWasFirst first) {
      transaction.executeWithoutResult(
          status -> drafts.end(drafts.hold(id, draft.hash()), Draft.State.STALE, at));
      throw first.told();
    }
  }

  /**
   * Publishes an earlier revision again.
   *
   * @param parent what it is to replace; null: whatever is published now
   * @throws Refused if there is no such revision, it does not compile any more, or somebody was
   *     first
   */
  public Released rollback(
      String hash, @Nullable String parent, Choice choice, Member who, Instant at) {
    who.mustBe("go back to an earlier revision", Role.APPROVER, Role.OPERATOR);
    if (!rulebooks.knows(hash)) {
      throw new Refused(Refused.Why.UNKNOWN, "there is no revision " + hash);
    }
    String replaced = parent == null ? Objects.requireNonNull(rulebooks.published()) : parent;
    if (replaced.equals(hash)) {
      throw new Refused(Refused.Why.CONFLICT, "revision " + hash + " is what is published");
    }
    if (!rulebooks.knows(replaced)) {
      throw new Refused(Refused.Why.UNKNOWN, "there is no revision " + replaced);
    }
    Plan plan = plan(rulebooks.folder(replaced), compiled(hash), choice, at);
    Publication.Act act = new Publication.Act(who.name(), How.ROLLBACK, at, plan.options(Map.of()));
    try {
      return taken(plan, () -> replace(plan, act));
    } catch (SomebodyWasFirst first) {
      throw first.told();
    }
  }

  private Rulebook compiled(String hash) {
    try {
      return rulebooks.revision(hash);
    } catch (RulesRefused refused) {
      throw new Refused(
          Refused.Why.UNFIT,
          "this program does not understand revision " + hash + " any more; see findings",
          refused.problems().stream().map(Finding::error).toList());
    }
  }

  private Plan plan(RuleFolder was, Rulebook rulebook, Choice choice, Instant at) {
    Set<String> campaigns = was.campaignsUnlike(rulebook.folder());
    return new Plan(
        was, rulebook.folder(), rulebook, campaigns, reach.of(campaigns, rulebook, at), choice);
  }

  /** The cap is the published one: a draft cannot raise its own. */
  private void withinCap(Plan plan, Draft draft, Member who) {
    Integer policy = rulebooks.current().policy().mostPerPublish();
    Long chosen = plan.choice.most();
    long most =
        Math.min(
            policy == null ? Long.MAX_VALUE : policy, chosen == null ? Long.MAX_VALUE : chosen);
    if (plan.reach.customers() <= most) {
      return;
    }
    boolean mayOverride = who.role() == Role.APPROVER && !draft.authors().contains(who.name());
    if (plan.choice.override() == null || plan.choice.override().isBlank() || !mayOverride) {
      throw new Refused(
          Refused.Why.CONFLICT,
          "it may concern "
              + plan.reach.customers()
              + " customers, and the most is "
              + most
              + "; it takes an approver who is none of its authors, and their reason in override");
    }
  }

  /** In a transaction: the published revision, how it goes out, what waits, and the record. */
  private int replace(Plan plan, Publication.Act act) {
    if (!rulebooks.replace(plan.rulebook, plan.was.hash(), act)) {
      throw new SomebodyWasFirst(rulebooks.history(null, 1).get(0));
    }
    int waited = letting.out(plan.rulebook, plan.campaigns, plan.choice, act);
    audit.add(act.who(), "revision." + act.how().word(), plan.now.hash(), act.at(), act.options());
    return waited;
  }

  private Released taken(Plan plan, java.util.function.IntSupplier step) {
    int waited = Objects.requireNonNull(transaction.execute(status -> step.getAsInt()));
    rulebooks.resume();
    return new Released(
        plan.now.hash(),
        plan.was.hash(),
        plan.campaigns,
        plan.reach.customers(),
        plan.choice.waiting() == Choice.Waiting.CANCEL ? waited : 0,
        plan.choice.waiting() == Choice.Waiting.REDECIDE ? waited : 0,
        publishing.writeBack(plan.was, plan.now));
  }

  /** The revision that was to be replaced is not published any more. */
  private static final class SomebodyWasFirst extends RuntimeException {
    private final transient Publication first;

    SomebodyWasFirst(Publication first) {
      this.first = first;
    }

    Refused told() {
      return new Refused(
          Refused.Why.CONFLICT,
          first.who()
              + " was first: revision "
              + first.revision()
              + " is published since "
              + first.at());
    }
  }
}
