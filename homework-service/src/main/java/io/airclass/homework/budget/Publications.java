package io.airclass.homework.budget;

import reactor.core.publisher.Mono;

/** Knows whether homework was published. */
@FunctionalInterface
public interface Publications {
    /**
     * Whether this attempt published the homework, and it was not withdrawn since. Where it is not published yet, whoever is about to do so by this
     * attempt finds that it is too late: the answer holds for ever.
     */
    Mono<Boolean> published(String assignmentId, long attempt);
}
