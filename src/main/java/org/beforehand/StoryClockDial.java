package org.beforehand;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Reads and moves the clock of a story; there is no such address where time is the real one. */
@RestController
@RequestMapping("/api/clock")
final class StoryClockDial {
  private final StoryClock clock;
  private final Consumer<Instant> tick;

  /**
   * @param tick what has to happen because time passed; done when a move is answered
   */
  StoryClockDial(StoryClock clock, Consumer<Instant> tick) {
    this.clock = clock;
    this.tick = tick;
  }

  /** {@code {"instant": "2024-02-05T08:00:00Z"}}. */
  record Reading(@Nullable Instant instant) {}

  @GetMapping
  Reading read() {
    return new Reading(clock.instant());
  }

  @PutMapping
  Reading move(@RequestBody Reading to) {
    if (to.instant() == null) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "instant is missing");
    }
    if (!clock.moveTo(to.instant())) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "the story is already at " + clock.instant());
    }
    tick.accept(clock.instant());
    return read();
  }
}
