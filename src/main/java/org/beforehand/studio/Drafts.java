package org.beforehand.studio;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.beforehand.customer.DataAtHand;
import org.beforehand.customer.Dictionary;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebooks;
import org.beforehand.studio.Draft.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes on their way to being published: written by some, approved by another. Everything that is
 * refused is so by {@link Refused}, and has changed nothing.
 */
public final class Drafts {

  private static final int LONGEST_TITLE = 200;

  private final DraftTable table;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final DataAtHand data;

  public Drafts(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    this.table = new DraftTable(db);
    this.audit = new Audit(db);
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.data = new Dictionary(db);
  }

  /**
   * Begins a draft on what is published.
   *
   * @param files what the changed files hold, by path; null for one that is taken away
   */
  public Draft create(String title, Map<String, @Nullable String> files, Member who, Instant at) {
    who.mustBe("write a draft", Role.AUTHOR, Role.APPROVER);
    String base = Objects.requireNonNull(rulebooks.published());
    Draft empty =
        new Draft(
            0, base, title(title), List.of(who.name()), new TreeMap<>(), base, State.OPEN, at);
    Draft draft = with(empty, files, who, at);
    return kept(
        () -> {
          long id = table.insert(draft);
          audit.add(who.name(), "draft.created", "draft " + id, at, about(draft));
          return find(id);
        });
  }

  /** Changes files of a draft; whatever was said about it before no longer counts. */
  public Draft change(
      long id,
      @Nullable String title,
      Map<String, @Nullable String> files,
      Member who,
      Instant at) {
    who.mustBe("change a draft", Role.AUTHOR, Role.APPROVER);
    return move(
        id,
        who,
        "draft.changed",
        at,
        draft -> {
          if (!draft.state().mayBeChanged()) {
            throw conflict(draft, "cannot be changed");
          }
          Draft changed = with(draft, files, who, at);
          return title == null ? changed : titled(changed, title(title));
        });
  }

  /** Puts a draft on what is published now, where nothing that it changes was changed otherwise. */
  public Draft rebase(long id, Member who, Instant at) {
    who.mustBe("change a draft", Role.AUTHOR, Role.APPROVER);
    return move(
        id,
        who,
        "draft.rebased",
        at,
        draft -> {
          if (draft.state() == State.PUBLISHED) {
            throw conflict(draft, "cannot be changed");
          }
          RuleFolder was = rulebooks.folder(draft.base());
          RuleFolder now = rulebooks.folder(Objects.requireNonNull(rulebooks.published()));
          List<String> both =
              draft.files().keySet().stream()
                  .filter(path -> !Objects.equals(was.files().get(path), now.files().get(path)))
                  .toList();
          if (!both.isEmpty()) {
            throw new Refused(
                Refused.Why.CONFLICT,
                "changed here and in what was published since: " + String.join(", ", both));
          }
          return new Draft(
              id,
              now.hash(),
              draft.title(),
              authors(draft, who),
              draft.files(),
              Draft.applied(now, draft.files()).hash(),
              State.OPEN,
              at);
        });
  }

  /** What the check says of a draft; changes nothing. */
  public Check.Report check(long id) {
    Draft draft = find(id);
    return Check.run(draft.on(rulebooks.folder(draft.base())), null, data);
  }

  /** Asks for somebody else's word. What does not pass the check is not asked about. */
  public Draft submit(long id, Member who, Instant at) {
    who.mustBe("submit a draft", Role.AUTHOR, Role.APPROVER);
    Draft checked = find(id);
    Check.Report report = check(id);
    if (!report.good()) {
      throw new Refused(
          Refused.Why.UNFIT, "it does not pass the check; see findings", report.findings());
    }
    return move(
        id,
        who,
        "draft.submitted",
        at,
        draft -> {
          expect(draft, State.OPEN, checked.hash());
          return draft.in(State.SUBMITTED, at);
        });
  }

  /**
   * Says yes to exactly this content. Four eyes: nobody who ever changed it may.
   *
   * @param hash of the draft as the approver saw it
   */
  public Draft approve(long id, String hash, String why, Member who, Instant at) {
    return say(id, hash, State.APPROVED, why, who, at);
  }

  /** Says no; the author may change it and submit it again. */
  public Draft reject(long id, String hash, String why, Member who, Instant at) {
    return say(id, hash, State.REJECTED, why, who, at);
  }

  private Draft say(long id, String hash, State verdict, String why, Member who, Instant at) {
    who.mustBe("approve or reject a draft", Role.APPROVER);
    return move(
        id,
        who,
        "draft." + verdict.word(),
        at,
        draft -> {
          if (draft.authors().contains(who.name())) {
            throw new Refused(
                Refused.Why.NOT_ALLOWED,
                "four eyes: it takes somebody who did not write it; its authors are "
                    + String.join(", ", draft.authors()));
          }
          if (!(verdict == State.REJECTED && draft.state() == State.APPROVED)) {
            expect(draft, State.SUBMITTED, hash);
          }
          table.say(draft, who.name(), verdict, why, at);
          return draft.in(verdict, at);
        });
  }

  /**
   * @throws Refused if there is none
   */
  public Draft find(long id) {
    return known(table.find(id), id);
  }

  /** The latest first; before: only those with a lower number, null for all. */
  public List<Draft> latest(@Nullable Long before, int most) {
    return table.latest(before, most);
  }

  /**
   * What is about to be published, held until the transaction ends.
   *
   * @param hash what it must still be
   */
  Draft hold(long id, String hash) {
    Draft draft = known(table.hold(id), id);
    expect(draft, State.APPROVED, hash);
    return draft;
  }

  /** Who approved exactly this. */
  String approver(Draft draft) {
    return table
        .approver(draft)
        .orElseThrow(() -> conflict(draft, "was not approved as it is now"));
  }

  void end(Draft draft, State state, Instant at) {
    table.update(draft.in(state, at));
  }

  private Draft move(long id, Member who, String what, Instant at, UnaryOperator<Draft> change) {
    return kept(
        () -> {
          Draft changed = change.apply(known(table.hold(id), id));
          table.update(changed);
          audit.add(who.name(), what, "draft " + id, at, about(changed));
          return changed;
        });
  }

  private Draft kept(java.util.function.Supplier<Draft> step) {
    return Objects.requireNonNull(transaction.execute(status -> step.get()));
  }

  private Draft with(Draft draft, Map<String, @Nullable String> files, Member who, Instant at) {
    RuleFolder base = rulebooks.folder(draft.base());
    SortedMap<String, @Nullable String> all = new TreeMap<>(draft.files());
    files.forEach(
        (path, text) -> {
          DraftPath.check(path);
          if (text != null && text.indexOf('\0') >= 0) {
            throw new Refused(Refused.Why.WRONG, path + ": expected text, found a NUL");
          }
          all.put(path, text);
        });
    all.entrySet().removeIf(one -> Objects.equals(one.getValue(), base.files().get(one.getKey())));
    return new Draft(
        draft.id(),
        draft.base(),
        draft.title(),
        authors(draft, who),
        all,
        Draft.applied(base, all).hash(),
        State.OPEN,
        at);
  }

  private static List<String> authors(Draft draft, Member who) {
    TreeSet<String> authors = new TreeSet<>(draft.authors());
    authors.add(who.name());
    return List.copyOf(authors);
  }

  private static Draft titled(Draft draft, String title) {
    return new Draft(
        draft.id(),
        draft.base(),
        title,
        draft.authors(),
        draft.files(),
        draft.hash(),
        draft.state(),
        draft.at());
  }

  private static String title(String title) {
    if (title.isBlank() || title.length() > LONGEST_TITLE || title.indexOf('\0') >= 0) {
      throw new Refused(Refused.Why.WRONG, "title: expected 1 to " + LONGEST_TITLE + " characters");
    }
    return title.strip();
  }

  private static Map<String, Object> about(Draft draft) {
    return Map.of("hash", draft.hash(), "files", List.copyOf(draft.files().keySet()));
  }

  private static Draft known(Optional<Draft> found, long id) {
    return found.orElseThrow(() -> new Refused(Refused.Why.UNKNOWN, "there is no draft " + id));
  }

  private static void expect(Draft draft, State state, String hash) {
    if (draft.state() != state) {
      throw conflict(draft, "expected it to be " + state.word());
    }
    if (!draft.hash().equals(hash)) {
      throw conflict(draft, "has changed since: it is " + draft.hash() + " now");
    }
  }

  private static Refused conflict(Draft draft, String what) {
    return new Refused(
        Refused.Why.CONFLICT, "draft " + draft.id() + " is " + draft.state().word() + "; " + what);
  }
}
