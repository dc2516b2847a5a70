package org.beforehand.deliver;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.beforehand.decide.CallRoom;
import org.beforehand.decide.Reason;
import org.beforehand.deliver.DeskRoomTable.Slot;
import org.beforehand.fact.OutreachState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Hands calls to the desk only as far as it has room: of those that are due together the highest
 * purpose first, then the highest priority, then the oldest. The others are due in the next period
 * in which their customer may be called, in the same order.
 */
final class DeskRoom {

  private static final String GATE = "desk";

  private final DeskRoomTable table;

  DeskRoom(JdbcClient db) {
    this.table = new DeskRoomTable(db);
  }

  private static final Comparator<Handing> FIRST =
      Comparator.comparing((Handing one) -> one.call().purpose())
          .thenComparing(one -> -one.priority())
          .thenComparing(one -> one.call().due())
          .thenComparing(one -> one.call().id());

  /** One capacity a call needs room of, and when. */
  private record Need(CallRoom room, CallRoom.Period period) {
    Slot slot() {
      return new Slot(room.skill(), period.begins());
    }
  }

  /**
   * The same moves, where calls without room are put later, in the caller's transaction. Room is
   * taken for good, hence only for calls that nothing keeps from the desk any more: their rows are
   * held first.
   *
   * @param node who claimed them
   */
  List<Move> within(List<Move> moves, String node) {
    if (moves.stream().noneMatch(DeskRoom::limited)) {
      return moves;
    }
    Set<Long> free = table.holdFree(moves.stream().map(Move::id).toList(), node);
    return within(moves, free::contains);
  }

  /** The same where nobody else moves these rows. */
  List<Move> within(List<Move> moves) {
    return moves.stream().noneMatch(DeskRoom::limited) ? moves : within(moves, id -> true);
  }

  private List<Move> within(List<Move> moves, Predicate<Long> free) {
    Map<Long, Move> late = new HashMap<>();
    List<Handing> handing =
        moves.stream()
            .filter(DeskRoom::limited)
            .filter(move -> free.test(move.id()))
            .flatMap(move -> Stream.ofNullable(move.handing()))
            .sorted(FIRST)
            .toList();
    withoutRoom(handing).forEach(move -> late.put(move.id(), move));
    return moves.stream().map(move -> late.getOrDefault(move.id(), move)).toList();
  }

  private static boolean limited(Move move) {
    return move.handing() != null && !move.handing().policy().calls().isEmpty();
  }

  /** Those without room; the others have taken theirs. */
  private List<Move> withoutRoom(List<Handing> limited) {
    Map<Long, String> skills = table.skills(limited.stream().map(one -> one.call().id()).toList());
    Map<Handing, List<Need>> needs = new HashMap<>();
    TreeSet<Slot> slots =
        new TreeSet<>(Comparator.comparing(Slot::skill).thenComparing(Slot::period));
    for (Handing one : limited) {
      List<Need> its = needs(one, skills.get(one.call().id()));
      needs.put(one, its);
      its.forEach(need -> slots.add(need.slot()));
    }
    if (slots.isEmpty()) {
      return List.of();
    }
    Map<Slot, Integer> taken = table.hold(slots);
    List<Move> later = new ArrayList<>();
    for (Handing one : limited) {
      List<Need> its = needs.getOrDefault(one, List.of());
      Need full = full(its, taken);
      if (full == null) {
        its.forEach(need -> taken.merge(need.slot(), 1, Integer::sum));
      } else {
        later.add(later(one, full));
      }
    }
    table.take(taken);
    return later;
  }

  private static List<Need> needs(Handing one, @Nullable String skill) {
    ZoneId zone = one.policy().zone();
    return one.policy().calls().stream()
        .filter(room -> room.skill().equals(CallRoom.ALL) || room.skill().equals(skill))
        .map(room -> new Need(room, room.at(one.at(), zone)))
        .toList();
  }

  private static @Nullable Need full(List<Need> needs, Map<Slot, Integer> taken) {
    return needs.stream()
        .filter(need -> taken.getOrDefault(need.slot(), 0) >= need.room().most())
        .max(Comparator.comparing(need -> need.period().ends()))
        .orElse(null);
  }

  private static Move later(Handing one, Need full) {
    Instant due = one.later(full.period().ends());
    long id = one.call().id();
    return due.isAfter(one.call().expires())
        ? Move.to(id, OutreachState.EXPIRED, GATE, Reason.NO_CAPACITY)
        : Move.later(id, due, GATE, Reason.NO_CAPACITY);
  }
}
