package io.airclass.homework.assignment;

import java.util.Set;
import reactor.core.publisher.Mono;

/** Knows who handed in. */
@FunctionalInterface
public interface Submitters {
    /** The students of a class who have handed in an assignment. */
    Mono<Set<String>> of(String assignmentId, String classId);
}
