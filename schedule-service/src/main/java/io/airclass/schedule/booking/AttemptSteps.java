package io.airclass.schedule.booking;

import io.airclass.schedule.booking.Attempt.Asked;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** What one kind of attempt does besides claiming. Each step may be repeated, by any replica, and changes nothing the second time. */
public interface AttemptSteps {
    /** What the ids of its attempts begin with. */
    String prefix();

    /** Gives what is to become another to the attempt, if it is as it was found fit, so that nobody else changes it; refused where it is not. */
    Mono<Wish> begin(String id, Asked asked);

    /** Makes it another, with its events, and says what the attempt holds now. */
    Mono<Wish> complete(String id, Asked asked, Instant committedAt);

    /** What the attempt may have claimed, as far as {@link #begin} came. */
    Mono<Wish> claimed(String id, Asked asked);

    /** Takes back what was given to an attempt that failed. */
    Mono<Void> undo(String id, Asked asked);
}
