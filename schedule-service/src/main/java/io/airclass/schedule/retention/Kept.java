package io.airclass.schedule.retention;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** Something that is kept for a time. */
public interface Kept {
    /** How long. */
    enum Time {
        /** What says something of a person. */
        PERSONAL,
        /** An upload that nothing was made of. */
        UPLOAD
    }

    /** As the metric calls it. */
    String what();

    Time time();

    /**
     * Ends the oldest of it; again and by several at once it does no harm.
     *
     * @param before older than that
     * @param max so many at most
     * @return how many were found
     */
    Mono<Long> end(Instant before, int max);
}
