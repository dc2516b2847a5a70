package org.beforehand.intake;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An outage as one row of a feed describes it.
 *
 * @param id the feed's own
 * @param start null where the feed gives none, as with the next ones
 * @param eta when service is expected back
 * @param updated when the feed says it last learned something
 * @param customers how many are without service
 * @param scopes what it touches, such as {@code circuit:1201}; at least one
 * @param closed whether the feed lists it as over
 */
record FeedOutage(
    String id,
    @Nullable Instant start,
    @Nullable Instant eta,
    @Nullable Instant updated,
    String service,
    @Nullable String cause,
    @Nullable Long customers,
    List<String> scopes,
    boolean closed) {}
