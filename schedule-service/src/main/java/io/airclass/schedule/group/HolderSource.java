package io.airclass.schedule.group;

import io.airclass.schedule.group.GroupService.Learners;
import reactor.core.publisher.Mono;

/** Knows holders of timetables that are neither classes nor groups. */
public interface HolderSource {
    /** Whether such an id is one of its own. */
    boolean has(String holderId);

    /** The holder as timetables see a class; empty where there is none. */
    Mono<Learners> learners(String holderId);

    /** The same as it is stored now, not from memory. */
    Mono<Learners> learnersNow(String holderId);
}
