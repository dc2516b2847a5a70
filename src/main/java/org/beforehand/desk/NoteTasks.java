package org.beforehand.desk;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The notes that colleagues write by hand. */
public final class NoteTasks {

  private final NoteTaskTable table;

  public NoteTasks(JdbcClient db) {
    this.table = new NoteTaskTable(db);
  }

  /**
   * A note to be written.
   *
   * @param outreach the outreach it fulfils
   * @param message the message whose note is its text
   * @param due when it should have been posted
   * @param claimedBy who writes it; null where nobody has taken it yet
   */
  public record Task(
      long outreach,
      String customer,
      String campaign,
      String message,
      Instant due,
      @Nullable String claimedBy) {}

  /** What became of a note. */
  public enum Came {
    /** It is in the post. */
    WRITTEN,
    /** Nobody is going to write it. */
    GIVEN_UP;

    /** The name used in events, tables and interfaces, such as {@code given_up}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #word()} writes; null where it is none of them. */
    public static @Nullable Came of(@Nullable String word) {
      return Arrays.stream(values())
          .filter(one -> one.word().equals(word))
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * What somebody says became of a note.
   *
   * @param customer whose it must be
   * @param by who says so
   */
  public record Closing(
      long outreach, String customer, Came came, String by, @Nullable String remark, Instant at) {}

  /** What came of saying so. */
  public enum Closed {
    CLOSED,
    /** No note to this customer. */
    UNKNOWN,
    /** Its message has not been let go, or was taken back. */
    NOT_AT_THE_DESK,
    CLOSED_BEFORE
  }

  /** Puts notes, in the caller's transaction. */
  public void put(Collection<Task> tasks) {
    if (!tasks.isEmpty()) {
      table.insert(tasks);
    }
  }

  /** The notes that are to be written, the most urgent first, at most {@code most}. */
  public List<Task> open(int most) {
    return table.open(most);
  }

  /** One that is to be written. */
  public Optional<Task> find(long outreach) {
    return table.find(outreach);
  }

  /**
   * Takes a note on, so that nobody else writes it; who has it already may say so again.
   *
   * @return false if somebody else has it, or it is not to be written
   */
  public boolean claim(long outreach, String by) {
    return table.claim(outreach, by);
  }

  /**
   * Closes notes, in the caller's transaction; of several who close the same one the first does.
   *
   * @return what came of each, in the same order
   */
  public List<Closed> close(List<Closing> closings) {
    return closings.isEmpty() ? List.of() : table.close(closings);
  }
}
