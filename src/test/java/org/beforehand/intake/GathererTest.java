package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.Test;

class GathererTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-01T09:00:00Z"));
  private static final Duration LINGER = Duration.ofMillis(20);

  private static Read.Good event(int n) {
    return new Read.Good(
        new Event(
            "/s", "e" + n, "call.dropped", new Subject.OfCustomer("c"), CLOCK.instant(), Map.of()),
        "f");
  }

  private static List<Receipt> receipts(List<Read.Good> events) {
    return events.stream()
        .map(one -> new Receipt(one.event().key(), Receipt.Outcome.ACCEPTED, ""))
        .toList();
  }

  @Test
  void posts_of_a_moment_go_in_together_and_each_gets_its_own_receipt() throws Exception {
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    Door door =
        (events, at, alongside) -> {
          sizes.add(events.size());
          return receipts(events);
        };
    List<CompletableFuture<Receipt>> answers = new ArrayList<>();
    try (Gatherer gatherer = new Gatherer(door, CLOCK, LINGER)) {
      for (int i = 0; i < 1200; i++) {
        answers.add(gatherer.post(event(i)));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get(5, TimeUnit.SECONDS).key().id()).isEqualTo("e" + i);
      }
    }
    assertThat(sizes).hasSizeLessThan(60).allMatch(size -> size <= Intake.MOST);
  }

  @Test
  void a_batch_that_fails_fails_for_each_of_its_posters_and_for_nobody_later() throws Exception {
    Door door =
        (events, at, alongside) -> {
          if (events.get(0).event().id().equals("e0")) {
            throw new IllegalStateException("away");
          }
          return receipts(events);
        };
    try (Gatherer gatherer = new Gatherer(door, CLOCK, Duration.ofMillis(200))) {
      CompletableFuture<Receipt> first = gatherer.post(event(0));
      CompletableFuture<Receipt> second = gatherer.post(event(1));
      assertThatThrownBy(() -> first.get(5, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
      assertThatThrownBy(() -> second.get(5, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
      assertThat(gatherer.post(event(2)).get(5, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void closing_stores_what_was_taken_and_takes_nothing_more() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    Door door =
        (events, at, alongside) -> {
          try {
            assertThat(slow.await(5, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return receipts(events);
        };
    Gatherer gatherer = new Gatherer(door, CLOCK, LINGER);
    List<CompletableFuture<Receipt>> answers = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      answers.add(gatherer.post(event(i)));
    }
    Thread closing = new Thread(gatherer::close);
    closing.start();
    Thread.sleep(50);
    slow.countDown();
    closing.join(10_000);
    assertThat(answers).allMatch(answer -> answer.isDone() && !answer.isCompletedExceptionally());
    assertThatThrownBy(() -> gatherer.post(event(1)))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void when_too_many_wait_the_next_is_turned_away_at_once() {
    CountDownLatch stuck = new CountDownLatch(1);
    Door door =
        (events, at, alongside) -> {
          try {
            stuck.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return receipts(events);
        };
    Gatherer gatherer = new Gatherer(door, CLOCK, LINGER);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < Gatherer.LONGEST_QUEUE + 3 * Intake.MOST; i++) {
                gatherer.post(event(i));
              }
            })
        .isInstanceOf(RejectedExecutionException.class);
    stuck.countDown();
    gatherer.close();
  }
}
