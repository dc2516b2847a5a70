package org.beforehand.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a feed stands.
 *
 * @param standing {@code good}, or what is wrong with it: {@code failed}, {@code broken}, {@code
 *     empty}, {@code capped}, {@code shrunk}, {@code unreadable}; {@code new} before the first look
 * @param since since when it has stood so
 * @param lookedAt when the last look began
 * @param goodAt the last snapshot that was not in doubt
 * @param problem the last one in words, perhaps over by now
 * @param rows of the last snapshot
 * @param unreadable those of them that could not be read
 * @param outages how many are known and not over
 */
public record FeedReport(
    String feed,
    String standing,
    @Nullable Instant since,
    @Nullable Instant lookedAt,
    @Nullable Instant goodAt,
    @Nullable String problem,
    @Nullable Instant problemAt,
    int rows,
    int unreadable,
    long outages) {}
